import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { placeOfNotice } from '#domain/notice/notice.ts';
import { askDeposits, keepAnswer, keepDeposited, refuseDeposit } from '#prisma/repositories/acts/deposits.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { aSealedAct } from '#prisma/testing/sealed-acts.ts';
import { tellDeposits } from './tell-deposits.ts';

let db: TestDatabase;
let nadia: string;
let paul: string;
let acts: { requestId: string; actId: string; number: string }[];
const at = new Date();
const after = (days: number) => new Date(at.getTime() + days * 86_400_000);

beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  const structure = await aStructure(prisma, 'Cour');
  const signerId = await aPerson('Sophie').holding('signataire', structure).make(db.database);
  const agentId = await aPerson('Claire').postedIn(structure).make(db.database);
  [nadia, paul] = (await Promise.all(
    ['Nadia', 'Paul'].map((name) => aPerson(name).holding('gestionnaire', structure).make(db.database)),
  )) as [string, string];
  acts = [];
  for (const day of [1, 2, 3, 4])
    acts.push({ number: `N-${day}`, ...(await aSealedAct(db, { agentId, signerId, structure }, `2026-03-0${day}`)) });
});
afterAll(() => db?.drop());

const ask = (askedById: string, of: typeof acts) =>
  db.database.transaction((tx) => askDeposits(tx, { acts: of, askedById, at }));
const deposited = (id: string) =>
  db.database.transaction((tx) => keepDeposited(tx, { id, sha256: 'a'.repeat(64), size: 1, at }));
const answered = (id: string, accepted: boolean) =>
  db.database.transaction((tx) => keepAnswer(tx, { id, accepted, words: 'Vu', at }));
const tell = (when: Date) => tellDeposits({ database: db.database, mailDomain: 'essai.test' }, when);
const told = async () =>
  (await db.database.prisma.notification.findMany({ orderBy: { queuedAt: 'asc' } })).map(
    ({ recipientId, message, detail }) => [recipientId, message, (detail as { count: number }).count],
  );

test('the person who asked for deposits is told once which are refused, by the portal or by the archives, and of which nobody answers', async () => {
  const [first = '', second = '', third = ''] = await ask(nadia, acts.slice(0, 3));
  const [other = ''] = await ask(paul, acts.slice(3));
  await db.database.transaction((tx) => refuseDeposit(tx, first, 'archive-unconfigured'));
  await Promise.all([second, third, other].map(deposited));
  await answered(second, false);
  // One message for both; what was just deposited is not late.
  expect(await tell(after(1))).toBe(1);
  expect(await told()).toEqual([[nadia, 'deposits-refused', 2]]);
  expect(await tell(after(6))).toBe(0);

  await answered(other, true);
  expect(await tell(after(8))).toBe(1);
  expect((await told()).slice(1)).toEqual([[nadia, 'deposits-late', 1]]);
  // Two workers at once, or a later call, notify once.
  expect(await Promise.all([tell(after(9)), tell(after(9))])).toEqual([0, 0]);

  // Refused in the end; the one asked for again meanwhile is not mentioned.
  await answered(third, false);
  expect(await tell(after(10))).toBe(1);
  expect((await told()).slice(2)).toEqual([[nadia, 'deposits-refused', 1]]);
  const again = await ask(paul, acts.slice(0, 1));
  await db.database.transaction((tx) => refuseDeposit(tx, again[0] ?? '', 'forbidden'));
  await ask(paul, acts.slice(0, 1));
  expect(await tell(after(10))).toBe(0);
});

test('the message leads to these acts in the registry', () => {
  const about = { requestId: null, subject: 'deposits' };
  expect(placeOfNotice({ ...about, message: 'deposits-refused' })).toBe('/registry?deposit=refused');
  expect(placeOfNotice({ ...about, message: 'deposits-late' })).toBe('/registry?deposit=deposited');
});

test('that somebody was told is written once, and nothing else of a refusal changes', async () => {
  const { prisma } = db.database;
  const refused = await prisma.actDeposit.findFirstOrThrow({ where: { state: 'refused', told: 'refused' } });
  const { id } = refused;
  for (const data of [{ told: null }, { told: 'late' }, { answer: 'Autre chose', told: 'refused' }])
    await expect(prisma.actDeposit.update({ where: { id }, data })).rejects.toThrow(/what was written down stays/);
  expect(await prisma.actDeposit.findUniqueOrThrow({ where: { id } })).toEqual(refused);
});
