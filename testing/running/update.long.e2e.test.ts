import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decide, eventually, sealedAct, taskOn } from '#bin/portal/story.ts';
import { CircuitPublished } from '#web/contract/circuits/atelier.ts';
import { ActBatchView } from '#web/contract/signing/act-batches.ts';
import { SigningBatchView } from '#web/contract/signing/signing-batches.ts';
import { backUpFormerRelease } from '../former-version/back-up.ts';
import { type Named, placeFormerRelease } from '../former-version/place.ts';
import { run } from '../portal/commands.ts';
import { ask } from '../portal/inside.ts';
import { Ministry } from '../portal/ministry.ts';
import { Portal } from '../portal/portal.ts';

// What 0.1.0 left when it was stopped, with two batches under way, is started by today's release.

let portal: Portal;
let ministry: Ministry;
let named: Named;
beforeAll(async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'harmonie-update-'));
  named = await placeFormerRelease('0.1.0', dataDir);
  portal = await Portal.on(dataDir);
  ministry = new Ministry(portal);
});
afterAll(() => portal?.stop());

/** A request that people of the former release had under way. */
async function underWay(number: string, at = portal): Promise<string> {
  const [request] = await ask<{ id: string }>(at, 'select id from request where number = $1', [number]);
  if (request === undefined) throw new Error(`${number} is not there`);
  return request.id;
}

test('requests of 0.1.0 go on wherever they stood, and its people sign in as they did', async () => {
  const [paul, victor, sophie] = [await ministry.as('paul'), await ministry.as('victor'), await ministry.as('sophie')];
  const [opinion, visa, signature] = [
    await underWay(named.opinion),
    await underWay(named.visa),
    await underWay(named.signature),
  ];
  await decide(paul, await taskOn(paul, opinion, 'opinion'), { outcome: 'favorable' });
  await taskOn(victor, opinion, 'visa');
  await decide(victor, await taskOn(victor, visa, 'visa'), { outcome: 'approved' });
  await taskOn(sophie, visa, 'signature');
  const task = await taskOn(sophie, signature, 'signature');
  const shownSha256 = await ministry.preview(task);
  const stepUpProofId = await ministry.stepUp(task, shownSha256, await ministry.code());
  await ministry.decide('sophie', task, { outcome: 'signed', shownSha256, stepUpProofId });
  const { act } = await sealedAct(sophie, signature);
  expect(act.sealed).toBe(true);
});

test('batches that 0.1.0 had under way end: acts are filed for each agent, those that were signed together are sealed', async () => {
  const [nadia, sophie] = [await ministry.as('nadia'), await ministry.as('sophie')];
  const filed = await eventually('the end of the batch of acts', async () => {
    const batch = await nadia.get(`/api/act-batches/${named.acts}`, ActBatchView);
    return batch.state === 'done' ? batch : undefined;
  });
  expect(filed.counts).toMatchObject({ filed: 40, fault: 0 });
  const signed = await eventually('the seals of what was signed together', async () => {
    const batch = await sophie.get(`/api/signing/batches/${named.signing}`, SigningBatchView);
    return batch.counts.sealed === batch.count ? batch : undefined;
  });
  expect(signed).toMatchObject({ count: 7, counts: { refused: 0, waiting: 0 } });
});

test('what one person proposed under 0.1.0 is confirmed by another: a right, a circuit', async () => {
  const [agathe, bruno] = [await ministry.as('agathe'), await ministry.as('bruno')];
  await agathe.post(`/api/administration/proposals/${named.right}/confirmation`, {});
  const [right] = await ask(
    portal,
    `select h.role from habilitation h where h.proposal_id = $1 and h.ground = 'proposal'`,
    [named.right],
  );
  expect(right).toEqual({ role: 'financier' });
  await bruno.post(`/api/atelier/proposals/${named.circuit}/approval`, {}, CircuitPublished);
  const [version] = await ask(portal, 'select current from circuit_version where proposal_id = $1', [named.circuit]);
  expect(version).toEqual({ current: true });
});

test('acts that 0.1.0 sealed verify, and the audit holds', async () => {
  const acts = await ask<{ id: string; request: string; agent: string }>(
    portal,
    `select a.id, a.request_id as request, p.first_name as agent from act a
       join request r on r.id = a.request_id join person p on p.id = r.agent_id
      where a.sealed_at < (select min(applied_at) from schema_object) and p.first_name = 'Claire'`,
  );
  expect(acts.length).toBeGreaterThan(0);
  const folder = await mkdtemp(path.join(tmpdir(), 'harmonie-acts-'));
  for (const { id, request, agent } of acts) {
    const reader = await ministry.as(agent.toLowerCase());
    const file = path.join(folder, `${id}.pdf`);
    await writeFile(file, await reader.bytes(`/api/requests/${request}/acts/${id}/file`));
    await writeFile(
      path.join(folder, `${id}.json`),
      await reader.bytes(`/api/requests/${request}/acts/${id}/evidence`),
    );
    const authorities = path.join(portal.dataDir, 'seal');
    const verdict = await run('bin/verify.ts', [
      file,
      ...['--evidence', path.join(folder, `${id}.json`)],
      ...['--ca', path.join(authorities, 'ca.pem')],
      ...['--tsa-ca', path.join(authorities, 'stamps', 'ca.pem')],
    ]);
    expect([verdict.code, verdict.lines.filter((line) => /^(FAIL|OPEN)/.test(line))]).toEqual([0, []]);
  }
  const audit = await run('bin/audit.ts', ['check', '--quiet'], { DATA_DIR: portal.dataDir });
  expect([audit.code, audit.lines.at(-1)]).toEqual([0, expect.stringContaining('every chain holds')]);
});

test('a backup that 0.1.0 took is restored by this release, and its requests go on', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'harmonie-update-backup-'));
  const [former, backups, dataDir] = ['former', 'backups', 'restored'].map((name) => path.join(root, name));
  if (!former || !backups || !dataDir) throw new Error('a folder is missing');
  await placeFormerRelease('0.1.0', former);
  await backUpFormerRelease('0.1.0', former, backups);
  const { code, lines } = await run('bin/restore.ts', ['--from', backups], { DATA_DIR: dataDir });
  const said = lines.join('\n');
  expect([code, said]).toEqual([0, expect.stringMatching(/every chain holds[\s\S]*the portal and its engine agree/)]);
  expect(said).toMatch(/whole, by version 0\.1\.0\n.*of an earlier version: 0002_schema_object, /);
  const restored = await Portal.on(dataDir);
  try {
    const there = new Ministry(restored);
    const [paul, victor] = [await there.as('paul'), await there.as('victor')];
    const opinion = await underWay(named.opinion, restored);
    await decide(paul, await taskOn(paul, opinion, 'opinion'), { outcome: 'favorable' });
    await taskOn(victor, opinion, 'visa');
  } finally {
    await restored.stop();
  }
});
