import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActAsked } from '#application/archive/take-act.ts';
import { orderStatus } from '#application/evidence/order-status.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { aSealedAct } from '#prisma/testing/sealed-acts.ts';
import type { Dependencies } from '../dependencies.ts';
import { statesToday } from './act-states.ts';

let db: TestDatabase;
let acts: ActAsked[];
beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  const structure = await aStructure(prisma, 'Cour');
  const signerId = await aPerson('Sophie').holding('signataire', structure).make(db.database);
  const agentId = await aPerson('Claire').postedIn(structure).make(db.database);
  const actor = await actorFacts(prisma, agentId);
  acts = [];
  for (const on of ['2026-03-01', '2026-03-02', '2026-03-03'])
    acts.push({ actor, at: new Date(), ...(await aSealedAct(db, { agentId, signerId, structure }, on)) });
});
afterAll(() => db.drop());

/** Workers who answer this; null: they are late. */
const workers = (answer: object | null) => {
  const asked: string[] = [];
  const channels = {
    async waitForOutbox(id: string) {
      asked.push(id);
      if (answer !== null) await db.database.prisma.outbox.update({ where: { id }, data: { doneAt: new Date() } });
      return answer;
    },
  } as unknown as Dependencies['channels'];
  const settings = { engineTimeoutMs: 1_000 } as Dependencies['settings'];
  return { asked, states: statesToday({ database: db.database, channels, settings }) };
};
const all = async (states: ReturnType<typeof statesToday>) => {
  const said: (string | null)[] = [];
  for (const act of acts) said.push((await states(act))?.toString() ?? null);
  return said;
};

test('the state of each act of an archive is asked of the workers; one that they refuse is left out, and nothing of it is kept', async () => {
  const { prisma } = db.database;
  const sealed = workers({ number: 'N', on: '2026-03-04', file: Buffer.from('sealed').toString('base64') });
  expect(await all(sealed.states)).toEqual(acts.map(() => 'sealed'));
  const refusing = workers({ refused: 'act-not-sealed' });
  expect(await all(refusing.states)).toEqual(acts.map(() => null));
  expect([sealed.asked.length, refusing.asked.length]).toEqual([3, 3]);
  expect(await prisma.outbox.count({ where: { id: { in: sealed.asked } } })).toBe(0);
});

test('workers who are late are asked once, not for a thousand acts', async () => {
  const { asked, states } = workers(null);
  expect(await all(states)).toEqual([null, null, null]);
  expect(asked).toHaveLength(1);
  await db.asOwner('update outbox set done_at = now() where done_at is null');
});

test('a state that they have made elsewhere meanwhile is waited for', async () => {
  const [act] = acts;
  if (act === undefined) throw new Error('no act');
  await orderStatus(db, { ...act, until: new Date(Date.now() + 30_000) });
  const { states } = workers({ number: 'N', on: '2026-03-04', file: '' });
  const came = states(act);
  setTimeout(() => void db.asOwner('update outbox set done_at = now() where done_at is null'), 400);
  expect(await came).not.toBeNull();
});
