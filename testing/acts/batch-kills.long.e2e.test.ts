import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '#bin/portal/story.ts';
import { SigningBatchMade, SigningBatchView } from '#web/contract/signing/signing-batches.ts';
import { type DemonstrationAuthority, ensureDemonstrationStamps } from '#workers/pades/authority.ts';
import { ask, crash, holding } from '../portal/inside.ts';
import { actsToSign, drawnLeaves } from '../portal/many-acts.ts';
import { insist, Ministry } from '../portal/ministry.ts';
import { actsOf } from '../portal/outcomes.ts';
import { Portal } from '../portal/portal.ts';
import { TestAuthority } from '../portal/test-authority.ts';

// One batch of a hundred acts, whose portal is killed at each of its steps in turn: what is cut off is held by a lock of the
// test's, or by the authority of time stamps, which the test is.

const ACTS = 100;

let folder: string;
let stamps: DemonstrationAuthority;
let authority: TestAuthority;
let portal: Portal;
let ministry: Ministry;
let requestIds: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-batch-kills-'));
  stamps = await ensureDemonstrationStamps(folder);
  authority = await TestAuthority.open(stamps);
  portal = await Portal.start({ TSA_URL: authority.url, TSA_CA: stamps.caPath, TSA_CRL: stamps.crlPath });
  ministry = new Ministry(portal);
  ({ requestIds } = await actsToSign(ministry, ACTS));
});
afterAll(async () => {
  await portal?.stop();
  await authority?.close();
  await rm(folder, { recursive: true, force: true });
});

const sophie = () => ministry.as('sophie');
const report = async (id: string) => (await sophie()).get(`/api/signing/batches/${id}`, SigningBatchView);

/** Somebody waits for a lock, in a statement that says this: its names may be quoted. */
const waits = (said: string) =>
  eventually(`a wait for ${said}`, async () => {
    const waiting = await ask(
      portal,
      `select from pg_stat_activity where wait_event_type = 'Lock' and replace(query, '"', '') like '%' || $1 || '%' and pid <> pg_backend_pid()`,
      [said],
    );
    return waiting.length > 0 ? true : undefined;
  });

/** Kills the workers where a lock holds them, lets go of it, and waits for those that take their place. */
async function killedAt(said: string, release: () => Promise<void>): Promise<void> {
  await waits(said);
  const replaced = crash(portal, 'workers');
  await release();
  await replaced();
}

const lockOf = (table: string) => holding(portal, `lock table ${table} in share row exclusive mode`);

test('a batch of a hundred, killed at each of its steps: each act is sealed once, each person told once, its report true', async () => {
  const leaves = await drawnLeaves(ministry);
  expect(leaves).toHaveLength(ACTS);
  const make = async () => (await sophie()).post('/api/signing/batches', { leaves }, SigningBatchMade);

  // Made, as the server dies.
  const { id } = await make();
  await crash(portal, 'server')();
  await ministry.isWell();
  expect(await insist(make)).toMatchObject({ id, count: ACTS });
  expect((await report(id)).counts).toEqual({ waiting: ACTS, signed: 0, sealed: 0, refused: 0 });

  // Proved, and not signed yet: then as intents are written.
  const letTasksGo = await holding(portal, 'select from task where key = $1 for update', [leaves[0]?.taskKey]);
  await (await sophie()).post(`/api/signing/batches/${id}/step-up`, { code: await ministry.code() });
  await waits('from task where key in');
  const letIntentsGo = await lockOf('decision_intent');
  const back = authority.leave();
  await killedAt('from task where key in', letTasksGo);
  expect(await report(id)).toMatchObject({ state: 'proved', counts: { waiting: ACTS, refused: 0 } });
  await killedAt('insert into decision_intent', letIntentsGo);

  // Signed, and the authority of time stamps is away.
  await eventually('the signatures', async () => ((await report(id)).counts.signed === ACTS ? true : undefined));
  expect(await report(id)).toMatchObject({ state: 'written', counts: { waiting: 0, sealed: 0, refused: 0 } });

  // It comes back in the middle of a restart: then as acts are sealed, as they are filed, as people are told.
  back();
  for (let killed = 0; killed < 2; killed++) {
    const asked = authority.asked();
    await crash(portal, 'workers')();
    const answer = await asked;
    const replaced = crash(portal, 'workers');
    answer();
    await replaced();
  }
  await killedAt('dossier_piece', await lockOf('dossier_piece'));
  await killedAt('notification', await lockOf('notification'));
  crash(portal, 'engine');
  crash(portal, 'server');
  await ministry.isWell();

  await eventually('the end of the requests', async () => {
    const [row] = await ask<{ left: number }>(
      portal,
      'select count(*)::int as left from request where id = any($1::uuid[]) and closed_at is null',
      [requestIds],
    );
    return row?.left === 0 ? true : undefined;
  });
  expect((await report(id)).counts).toEqual({ waiting: 0, signed: ACTS, sealed: ACTS, refused: 0 });
  const { acts, granted } = await actsOf(ministry, requestIds);
  expect(acts.map(({ seals, filed, claim }) => [seals, filed, claim])).toEqual(requestIds.map(() => [1, 1, null]));
  // Whole: as many numbers as acts, each the next.
  const [first = 0] = acts.map(({ sequence }) => sequence);
  expect(acts.map(({ sequence }) => sequence - first)).toEqual(requestIds.map((_, place) => place));
  expect(new Set(granted.map(({ request_id }) => request_id)).size).toBe(ACTS);
  const decided = await ask<{ intents: number; decisions: number }>(
    portal,
    `select (select count(*)::int from decision_intent i join step_up_proof p on p.id = i.step_up_id where p.batch_id = $1) as intents,
            (select count(*)::int from decision d join decision_intent i on i.id = d.id join step_up_proof p on p.id = i.step_up_id
              where p.batch_id = $1 and p.used_at is not null and d.voided_at is null) as decisions`,
    [id],
  );
  expect(decided).toEqual([{ intents: ACTS, decisions: ACTS }]);
});
