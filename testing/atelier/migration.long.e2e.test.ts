import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decide, eventually, taskOn } from '#bin/portal/story.ts';
import { DraftView } from '#web/contract/requests/drafts.ts';
import { RequestSummary, RequestView } from '#web/contract/requests/requests.ts';
import { axeInFull } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { textIn } from '../browser/drawing.ts';
import { Colleagues } from '../browser/ministry.ts';
import { Stage } from '../browser/stage.ts';
import { run } from '../portal/commands.ts';
import { ask, crash } from '../portal/inside.ts';

const KIND = 'telephone-courriel';
const MANY = 10;

let stage: Stage;
let colleagues: Colleagues;
beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
  // Where the table sends it to the manager.
  await ask(stage.portal, "update structure set code = code || '-2' where code = 'MA-ROCHEFONTAINE'");
  await ask(
    stage.portal,
    `update structure s set code = 'MA-ROCHEFONTAINE' from posting p join person a on a.id = p.person_id
      where p.structure_id = s.id and a.first_name = 'Claire'`,
  );
});
afterAll(() => stage?.close());

/** A request of the agent's that waits for its visa, in a block. */
async function waiting(turn: number): Promise<RequestSummary> {
  const agent = await colleagues.as('agent');
  const { id, revision } = await agent.post('/api/drafts', { kind: KIND }, DraftView);
  await agent.post(`/api/drafts/${id}`, { data: { phone: `+3361234${1000 + turn}` }, revision }, undefined, 'PUT');
  const request = await agent.post(`/api/drafts/${id}/submission`, {}, RequestSummary);
  await taskOn(await colleagues.as('gestionnaire'), request.id, 'visa');
  return request;
}

/** Two analysts put a version in force that words a step of the circuit otherwise. */
async function publish(from: string, to: string): Promise<void> {
  const analyst = await colleagues.as('analyst');
  const draft = await colleagues.begun(KIND);
  const diagram = `${KIND}.bpmn`;
  const files = [{ path: diagram, text: textIn(draft, diagram).replace(`name="${from}"`, `name="${to}"`) }];
  const { id } = draft;
  await analyst.post(`/api/atelier/drafts/${id}/files`, { revision: draft.revision, files }, undefined, 'PUT');
  await colleagues.published(id, { revision: draft.revision + 1, reason: 'Autre libellé' });
}

test('requests move to the version in force while workers and engine are killed; each is there once, whole, and goes on', async () => {
  const { portal } = stage;
  const requests: RequestSummary[] = [];
  for (let turn = 0; turn < MANY; turn += 1) requests.push(await waiting(turn));
  const [former] = await ask<{ id: string }>(portal, 'select id from circuit_version where kind = $1 and current', [
    KIND,
  ]);
  await publish('Appliquer le changement', 'Appliquer');

  await stage.scene('migration', async (open) => {
    const administrator = await open('administrator', { viewport: { width: 1366, height: 768 } });
    await administrator.comeBack(CAST.administrator.email);
    await administrator.visit(`/operations/circuits/${former?.id}`);
    await administrator.button('Faire passer des demandes').click();
    const dialog = administrator.page.getByRole('dialog');
    await dialog.getByText('Les faire passer', { exact: true }).click();
    await dialog.getByRole('textbox', { name: /Motif/ }).fill('Le libellé change');
    expect(await axeInFull(administrator)).toEqual([]);
    await administrator.page.screenshot({ path: path.resolve('test-results/migration-asked.png') });
    await dialog.getByRole('button', { name: 'Faire passer des demandes' }).click();
    for (const part of ['workers', 'engine', 'workers']) {
      await pause(40);
      await crash(portal, part)();
    }
    await administrator.page
      .getByText('Passée', { exact: true })
      .nth(MANY - 1)
      .waitFor({ timeout: 240_000 });
    await administrator.page.getByText('Instance par instance').first().click();
    await administrator.page.getByText('Instruction : passée').first().waitFor();
    await administrator.settled();
    expect(await axeInFull(administrator)).toEqual([]);
    await administrator.page.screenshot({ path: path.resolve('test-results/migration-done.png'), fullPage: true });
    await administrator.page.setViewportSize({ width: 390, height: 844 });
    await administrator.page.screenshot({ path: path.resolve('test-results/migration-phone.png'), fullPage: true });
  });

  const ended = await ask<{ state: string; many: number }>(
    portal,
    'select state, count(*)::int as many from request_migration group by state',
  );
  expect(ended).toEqual([{ state: 'moved', many: MANY }]);
  const events = await ask(portal, "select request_id from request_event where kind = 'migrated'");
  expect(events).toHaveLength(MANY);
  const { code, lines } = await run('bin/reconcile.ts', ['--grace-seconds', '0'], { DATA_DIR: portal.dataDir });
  expect([code, lines]).toEqual([0, lines]);

  const manager = await colleagues.as('gestionnaire');
  const agent = await colleagues.as('agent');
  for (const { id } of requests) await decide(manager, await taskOn(manager, id, 'visa'), { outcome: 'approved' });
  for (const { id } of requests) {
    const closed = await eventually('the end of a request that moved', async () => {
      const request = await agent.get(`/api/requests/${id}`, RequestView);
      return request.closedAt ? request : undefined;
    });
    expect(closed.state).toBe('granted');
  }
});
