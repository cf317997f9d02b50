import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decide, sealedAct, taskOn } from '#bin/portal/story.ts';
import { placeFormerVersion } from '../former-version/place.ts';
import { run } from '../portal/commands.ts';
import { ask } from '../portal/inside.ts';
import { Ministry } from '../portal/ministry.ts';
import { Portal } from '../portal/portal.ts';

let portal: Portal;
let ministry: Ministry;
/** The last migration of the version that left its data. */
let former: string;
beforeAll(async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'harmonie-update-'));
  former = await placeFormerVersion('0026', dataDir);
  portal = await Portal.on(dataDir);
  ministry = new Ministry(portal);
});
afterAll(() => portal?.stop());

/** A request that people of the former version had under way. */
async function underWay(number: string): Promise<string> {
  const [request] = await ask<{ id: string }>(portal, 'select id from request where number = $1', [number]);
  if (request === undefined) throw new Error(`${number} is not there`);
  return request.id;
}

test('on the data of a former version, its requests go on wherever they stood, and its people sign in as they did', async () => {
  const applied = await ask<{ name: string }>(
    portal,
    'select migration_name as name from _prisma_migrations where migration_name > $1 and finished_at is not null',
    [former],
  );
  expect(applied.length).toBeGreaterThan(0);
  const [paul, victor, sophie] = [await ministry.as('paul'), await ministry.as('victor'), await ministry.as('sophie')];
  const [opinion, visa, signature] = [
    await underWay('2026-000010'),
    await underWay('2026-000011'),
    await underWay('2026-000012'),
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
  const audit = await run('bin/audit.ts', ['check', '--quiet'], { DATA_DIR: portal.dataDir });
  expect([audit.code, audit.lines.at(-1)]).toEqual([0, expect.stringContaining('every chain holds')]);
});
