import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { decide, eventually, taskOn } from '#bin/portal/story.ts';
import { type Database, openDatabase } from '#prisma/client.ts';
import { DraftView } from '#web/contract/requests/drafts.ts';
import { RequestSummary, RequestView } from '#web/contract/requests/requests.ts';
import { axeInFull } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { Colleagues } from '../browser/ministry.ts';
import { type OpenBrowser, Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import { type Breakage, publishVersion } from '../circuits/operations/broken-version.ts';
import { ask, environmentOf } from '../portal/inside.ts';
import type { Analysts } from '../two-analysts.ts';

const KIND = 'telephone-courriel';
const REASON = 'La version publiée est fautive';

let stage: Stage;
let colleagues: Colleagues;
let database: Database;
let analysts: Analysts;
beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
  const { DATABASE_URL = '' } = environmentOf(stage.portal.runtime.children.workers?.pid ?? 0);
  database = openDatabase(DATABASE_URL);
  const [proposer, approver] = await ask<{ id: string }>(
    stage.portal,
    "select distinct person_id::text as id from habilitation where role = 'analyste' order by 1",
  );
  analysts = { proposer: proposer?.id ?? '', approver: approver?.id ?? '' };
  // Where the table sends it to the manager.
  await ask(stage.portal, "update structure set code = code || '-2' where code = 'MA-ROCHEFONTAINE'");
  await ask(
    stage.portal,
    `update structure s set code = 'MA-ROCHEFONTAINE' from posting p join person a on a.id = p.person_id
      where p.structure_id = s.id and a.first_name = 'Claire'`,
  );
});
afterAll(async () => {
  await database?.close();
  await stage?.close();
});

const publish = (broken?: Breakage) =>
  publishVersion({ db: { database } as never }, { kind: KIND, analysts, ...(broken && { broken }) });

let turn = 0;
/** A request that was approved on the version in force, and stopped there. */
async function stopped(): Promise<{ id: string; instanceKey: string; versionId: string }> {
  const agent = await colleagues.as('agent');
  const manager = await colleagues.as('gestionnaire');
  const { id: draftId, revision } = await agent.post('/api/drafts', { kind: KIND }, DraftView);
  turn += 1;
  await agent.post(`/api/drafts/${draftId}`, { data: { phone: `+3361299${1000 + turn}` }, revision }, undefined, 'PUT');
  const { id } = await agent.post(`/api/drafts/${draftId}/submission`, {}, RequestSummary);
  await decide(manager, await taskOn(manager, id, 'visa'), { outcome: 'approved' });
  return eventually('the request is stopped', async () => {
    const [row] = await ask<{ id: string; instanceKey: string; versionId: string }>(
      stage.portal,
      `select id::text, instance_key as "instanceKey", version_id::text as "versionId" from request
        where id = $1 and stopped_since is not null`,
      [id],
    );
    return row;
  });
}

async function administratorOf(open: OpenBrowser): Promise<Visitor> {
  const administrator = await open('administrator', { viewport: { width: 1366, height: 768 } });
  await administrator.comeBack(CAST.administrator.email);
  return administrator;
}

/** Whether a person sees it as the page stands, under nothing else. */
const isInView = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });

/** Moves the request of an instance on its page: from the one step where it stands, or from this one, to another. */
async function move(
  administrator: Visitor,
  instanceKey: string,
  { from, to }: { readonly from?: string; readonly to: string },
): Promise<void> {
  await administrator.visit(`/operations/instances/${instanceKey}`);
  await administrator.button('Déplacer à une autre étape').click();
  const dialog = administrator.page.getByRole('dialog');
  if (from !== undefined) await dialog.getByLabel('De', { exact: true }).selectOption({ label: from });
  await dialog.getByLabel('Vers', { exact: true }).selectOption({ label: to });
  await dialog.getByLabel(/Motif/).waitFor();
  for (const shown of [dialog.getByText('L’étape choisie commence aussitôt'), dialog.getByLabel(/Motif/)])
    expect(await isInView(shown)).toBe(true);
  await dialog.getByLabel(/Motif/).fill(REASON);
  expect(await axeInFull(administrator)).toEqual([]);
  await administrator.page.screenshot({ path: path.resolve('test-results/way-out-move.png') });
  await dialog.getByRole('button', { name: 'Déplacer', exact: true }).click();
  await administrator.page.getByText('La demande est déplacée.').waitFor();
}

/** Has the requests of a version go on by the one in force, once it is shown that they would. */
async function migrate(administrator: Visitor, versionId: string): Promise<void> {
  await administrator.visit(`/operations/circuits/${versionId}`);
  for (const how of ['Essayer', 'Faire passer des demandes']) {
    await administrator.button('Faire passer des demandes').click();
    const dialog = administrator.page.getByRole('dialog');
    if (how !== 'Essayer') await dialog.getByText('Les faire passer').click();
    await dialog.getByLabel(/Motif/).fill(REASON);
    await administrator.page.screenshot({ path: path.resolve(`test-results/way-out-migrate-${how.length}.png`) });
    await dialog.getByRole('button', { name: how, exact: true }).click();
    await administrator.page
      .getByText(how === 'Essayer' ? 'Passerait' : 'Passée', { exact: true })
      .first()
      .waitFor();
  }
}

const granted = async (id: string) => {
  const agent = await colleagues.as('agent');
  const closed = await eventually('the end of the request', async () => {
    const request = await agent.get(`/api/requests/${id}`, RequestView);
    return request.closedAt ? request : undefined;
  });
  expect(closed.state).toBe('granted');
};

test('three broken versions are mended from the screen, and their requests come to their end', async () => {
  await stage.scene('way-out', async (open) => {
    const administrator = await administratorOf(open);

    // Neither true nor false: an engine reads it, and stops at it.
    await publish({
      [`${KIND}.bpmn`]: (xml) => xml.replace('null and visa = &quot;approved&quot;', 'null and visa'),
    });
    const unanswered = await stopped();
    await move(administrator, unanswered.instanceKey, { to: 'Appliquer le changement' });
    await granted(unanswered.id);

    await publish({
      '_blocks/instruction/instruction.bpmn': (xml) =>
        xml
          .replace(' default="complement-non"', '')
          .replace(
            /(<bpmn:sequenceFlow id="complement-non"[^>]*?)\s*\/>/,
            '$1><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=visa = "refused"</bpmn:conditionExpression></bpmn:sequenceFlow>',
          ),
    });
    const wayless = await stopped();
    await publish();
    await migrate(administrator, wayless.versionId);
    await move(administrator, wayless.instanceKey, { from: 'Complément demandé ?', to: 'Instruction terminée' });
    await granted(wayless.id);

    await publish({
      [`${KIND}.bpmn`]: (xml) => xml.replace('key="what" value="contact"', 'key="what" value="joindre"'),
    });
    const misnamed = await stopped();
    await publish();
    await migrate(administrator, misnamed.versionId);
    await move(administrator, misnamed.instanceKey, { to: 'Appliquer le changement' });
    await granted(misnamed.id);

    await administrator.page.setViewportSize({ width: 390, height: 844 });
    await administrator.page.screenshot({ path: path.resolve('test-results/way-out-phone.png'), fullPage: true });
  });
});
