import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { readSituation } from '#prisma/repositories/people/situation.ts';
import { takenOver } from '#prisma/testing/builders.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
  await moved('ouverts', 10);
});
afterAll(() => bench?.close());

const KIND = 'conge-annuel';
const TODAY = parisDay(new Date());
const moved = (mouvement: string, jours: number) =>
  takenOver(bench.db.asOwner, cast.agent, {
    ...{ theme: 'conges-annuels', value: { mouvementConges: mouvement, jours }, from: TODAY, at: new Date() },
  });
/** Monday to Friday of the first whole week of a February to come, without any holiday; then of the following ones. */
const week = (turn: number) => {
  const february = `${Number(TODAY.slice(0, 4)) + 1}-02-01`;
  const toMonday = (8 - new Date(february).getUTCDay()) % 7;
  const startDate = dayAfter(february, { days: toMonday + 7 * turn });
  return { startDate, endDate: dayAfter(startDate, { days: 4 }) };
};
const file = (data: Record<string, unknown>) => people.file(data, { kind: KIND });
const granted = (requestId: string) => people.at(requestId, 'visa', cast.superior, 'approved');
const balance = async () => {
  const situation = await readSituation(bench.db.database.prisma, cast.agent, '2099-01-01');
  return situation.find(({ definition }) => definition.name === 'conges-annuels')?.entry?.value.solde;
};

test('leave that the superior grants is taken off the balance, to the half day, and stands among absences', async () => {
  const { prisma } = bench.db.database;
  const asked = week(0);
  const requestId = await file({ ...asked, finMidi: true });
  await granted(requestId);
  expect((await people.closed(requestId)).outcome).toBe('granted');
  const entries = await prisma.situationEntry.findMany({ where: { requestId }, orderBy: { theme: 'asc' } });
  expect(entries).toMatchObject([
    { theme: 'absences-et-conges', value: { nature: 'conge-annuel', finMidi: true } },
    { theme: 'conges-annuels', value: { mouvementConges: 'pris', jours: 4.5 } },
  ]);
  expect(await balance()).toBe(5.5);
  expect(await prisma.payPiece.count({ where: { requestId } })).toBe(0);
  // Whoever keeps the file did not decide: they are told of it.
  expect(await told(requestId, 'visa-given')).toEqual([cast.manager]);
  // The same days are granted once.
  await expect(file(asked)).rejects.toMatchObject({ faults: [{ code: 'period-granted' }] });
});

const REASONS = { reasonLaw: 'Nécessités du service.', reasonFact: 'Trois absents sur quatre cette semaine-là.' };
/** Who was told so of a request. */
const told = async (requestId: string, message: string) => {
  const where = { requestId, message };
  const rows = await bench.db.database.prisma.notification.findMany({ where, select: { recipientId: true } });
  return rows.map(({ recipientId }) => recipientId).sort();
};

test('is refused by the superior with reasons: nothing is taken, and the agent, whoever acted and the HR manager are told', async () => {
  const requestId = await file(week(1));
  await people.at(requestId, 'visa', cast.superior, 'refused', REASONS);
  expect((await people.closed(requestId)).outcome).toBe('refused');
  expect(await balance()).toBe(5.5);
  expect(await told(requestId, 'change-refused')).toEqual([cast.agent, cast.manager, cast.superior].sort());
});

test('an absence that the superior authorises is told to the HR manager too', async () => {
  const { startDate } = week(5);
  const answers = { motif: 'famille', startDate, endDate: startDate };
  const requestId = await people.file(answers, { kind: 'autorisation-absence' });
  await granted(requestId);
  expect((await people.closed(requestId)).outcome).toBe('granted');
  expect(await told(requestId, 'visa-given')).toEqual([cast.manager]);
});

test('entered from a paper, its refusal is told to who entered it, and its withdrawal to the agent', async () => {
  const onPaper = () => people.file(week(3), { kind: KIND, filedById: cast.manager });
  const refused = await onPaper();
  await people.at(refused, 'visa', cast.superior, 'refused', REASONS);
  await people.closed(refused);
  expect(await told(refused, 'change-refused')).toEqual([cast.agent, cast.manager, cast.superior].sort());

  const withdrawn = await onPaper();
  await people.taskAt(withdrawn, 'visa');
  expect(await people.withdraw(withdrawn, cast.manager)).toHaveProperty('withdrawalId');
  expect((await people.closed(withdrawn)).outcome).toBe('withdrawn');
  expect(await told(withdrawn, 'withdrawn')).toEqual([cast.agent, cast.manager].sort());
});

test('left without an answer for a month, the HR manager is told of the delay, and the superior with them', async () => {
  const requestId = await file(week(4));
  await people.taskAt(requestId, 'visa');
  const clock = `${bench.gateway.restAddress}/v2/clock`;
  const body = JSON.stringify({ timestamp: Date.now() + 40 * 86_400_000 });
  await fetch(clock, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
  try {
    await eventually(async () => (await told(requestId, 'overdue')).length > 0);
  } finally {
    await fetch(`${clock}/reset`, { method: 'POST' });
  }
  expect(await told(requestId, 'overdue')).toEqual([cast.manager, cast.superior].sort());
  await people.withdraw(requestId);
  await people.closed(requestId);
});

test('days asked for twice are told at the filing; days that went since, to whoever grants the second request', async () => {
  const { startDate, endDate } = week(1);
  const first = await file({ startDate, endDate: dayAfter(startDate, { days: 2 }) });
  const other = week(2);
  await expect(file(other)).rejects.toMatchObject({
    faults: [{ field: 'endDate', code: 'balance-promised', params: { balance: 5.5, left: 2.5 } }],
  });
  await expect(file({ startDate: endDate, endDate: other.endDate })).rejects.toMatchObject({
    faults: [{ field: 'endDate', code: 'balance-below' }],
  });
  const second = await file({ ...other, endDate: dayAfter(other.startDate, { days: 2 }), debutMidi: true });
  await moved('perdus', 2);
  await Promise.all([first, second].map((requestId) => people.taskAt(requestId, 'visa')));
  const answers = await Promise.all([first, second].map(granted));
  expect(answers).toContainEqual({ refused: 'effect-unlawful' });
  expect(answers.filter((answer) => 'refused' in answer)).toHaveLength(1);
  // The rule is kept with its words, for whoever reads why: the days are taken off by then, or promised still.
  const intent = { requestId: { in: [first, second] } };
  const [reply, ...others] = await bench.db.database.prisma.decisionReply.findMany({ where: { intent } });
  expect(reply).toMatchObject({ reply: 'refused', code: 'effect-unlawful' });
  const code = expect.stringMatching(/^balance-(below|promised)$/);
  expect(reply?.faults).toMatchObject([{ field: 'endDate', code, theme: 'conges-annuels' }]);
  expect(others).toEqual([]);
});

test('no day that has gone, none that nobody works', async () => {
  const eve = dayAfter(TODAY, { days: -1 });
  const saturday = dayAfter(week(3).startDate, { days: 5 });
  await expect(file({ startDate: eve, endDate: dayAfter(TODAY, { days: 5 }) })).rejects.toMatchObject({
    faults: expect.arrayContaining([expect.objectContaining({ field: 'startDate', rule: 'conge-passe' })]),
  });
  await expect(file({ startDate: saturday, endDate: saturday })).rejects.toMatchObject({
    faults: [{ field: 'endDate', code: 'no-working-day' }],
  });
});
