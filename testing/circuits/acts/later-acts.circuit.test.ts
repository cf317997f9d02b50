import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { seeRequest } from '#application/requests/seen-request.ts';
import type { ActData } from '#domain/act/act.ts';
import { civilDateOf, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { longDay } from '#domain/calendar/french-day.ts';
import { standingOfActs } from '#prisma/repositories/acts/later-acts.ts';
import { undoneAround } from '#prisma/repositories/acts/undone.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { JOBS } from '#workers/jobs/registry.ts';
import type { TimeStamper } from '#workers/pades/stamps/time-stamping.ts';
import { doStep } from '#workers/steps/do-step.ts';
import type { RegisteredJob } from '#workers/steps/job.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
/** What the authority of time stamps waits for. */
let stamping = Promise.resolve();
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  const stamps = bench.context.timeStamper as TimeStamper;
  const timeStamper: TimeStamper = async (bytes) => {
    await stamping;
    return stamps(bytes);
  };
  Object.assign(bench.context, { timeStamper });
  await bench.start();
});
afterAll(() => bench?.close());

const REASONS = { droit: 'que la quotité n’est pas de celles que la loi permet', fait: 'que l’agent n’y a pas droit' };
/** Started by the manager, of an act of the agent. */
const start = (kind: string, data: Record<string, unknown>) => people.file(data, { kind, filedById: cast.manager });
const toldTo = async (requestId: string, recipientId: string) =>
  (
    await bench.db.database.prisma.notification.findMany({ where: { requestId, recipientId }, orderBy: { id: 'asc' } })
  ).map(({ message }) => message);
/** What is signed: the visas and the recitals of the act, in one text. */
async function signedText(requestId: string): Promise<string> {
  const { sha256 } = await people.sign(requestId, 'signature-arrete');
  const { content } = await bench.db.database.prisma.actPreview.findFirstOrThrow({ where: { sha256 } });
  return JSON.stringify(content).replaceAll('\u00a0', ' ');
}

/** What was written last of how much the agent works. */
const lastOfWorkingTime = () =>
  bench.db.database.prisma.situationEntry.findFirstOrThrow({
    where: { personId: cast.agent, theme: 'temps-de-travail' },
    orderBy: { id: 'desc' },
  });

const standing = async (requestId: string, day = '2999-12-31') =>
  [...(await standingOfActs(bench.db.database.prisma, requestId, day)).values()][0];

/** A request whose act is signed, and all that it changes changed. */
async function decided(): Promise<string> {
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.sign(requestId, 'signature-arrete');
  await people.closed(requestId);
  return requestId;
}

test('an act is corrected by one that cites it, then withdrawn at its agent’s request; both say so, and what it changed is undone once', async () => {
  const { prisma } = bench.db.database;
  const first = await decided();
  const { number } = (await standing(first)) ?? {};

  const words = { auLieuDe: '80 %', lire: '80 pour cent', origine: 'une faute de frappe' };
  const correction = await people.file(
    { contested: first, ...words },
    { kind: 'rectification', filedById: cast.manager },
  );
  await people.at(correction, 'visa', cast.checker, 'approved');
  const { sha256 } = await people.sign(correction, 'signature-arrete');
  await people.closed(correction);
  const { content } = await prisma.actPreview.findFirstOrThrow({ where: { sha256 } });
  const { legalReferences } = content as unknown as ActData;
  expect(legalReferences).toContain(`l’arrêté n° ${number} du ${longDay(parisDay(new Date()))}`);
  expect(await standing(first)).toMatchObject({
    state: 'corrected',
    touchedBy: [{ nature: 'corrects', requestId: correction }],
  });

  const asked = { contested: first, grounds: 'Un autre jour me convient mieux.', wanted: 'Le lundi libre.' };
  const withdrawal = await people.file(asked, { kind: 'retrait-sur-demande' });
  await people.at(withdrawal, 'visa', cast.manager, 'approved');
  await people.sign(withdrawal, 'signature-arrete');
  await people.closed(withdrawal);
  expect((await standing(first))?.state).toBe('withdrawn');
  expect(await standing(withdrawal)).toMatchObject({ state: 'in-force', touches: { number } });
  // What the first one wrote stays read, beside what undoes it; nothing stands any more.
  const rows = await prisma.situationEntry.findMany({ where: { personId: cast.agent }, orderBy: { id: 'asc' } });
  expect(
    rows
      .filter(({ theme }) => theme === 'temps-de-travail')
      .map((row) => [row.origin, row.requestId, row.supersededAt !== null]),
  ).toEqual([
    ['request', first, true],
    ['undoing', withdrawal, true],
  ]);
  const [paid, back, ...others] = await prisma.payPiece.findMany({
    where: { agentId: cast.agent },
    orderBy: { id: 'asc' },
  });
  expect([paid?.requestId, back?.requestId, others]).toEqual([first, withdrawal, []]);
  expect(back).toMatchObject({
    takesBackId: paid?.id,
    ...{ movement: paid?.movement, facts: paid?.facts, effectDate: paid?.effectDate, effectUntil: paid?.effectUntil },
  });
  expect(await prisma.notification.count({ where: { requestId: withdrawal, message: 'situation-changed' } })).toBe(1);

  // Whoever reads either act reads what was undone, and what pay takes back; of the correction, that it undid nothing.
  const days = {
    from: civilDateOf(paid?.effectDate ?? new Date(0)),
    until: paid?.effectUntil && civilDateOf(paid.effectUntil),
  };
  const undone = {
    ...{ nature: 'withdraws', done: true, byRequestId: withdrawal },
    effects: [
      { theme: 'temps-de-travail', title: expect.objectContaining({ fr: expect.any(String) }), how: 'void', ...days },
    ],
    pay: [{ movement: paid?.movement, month: back?.month, ...days }],
  };
  const around = await undoneAround(prisma, first);
  expect(around.find(({ nature }) => nature === 'withdraws')).toMatchObject(undone);
  expect(around.find(({ nature }) => nature === 'corrects')).toMatchObject({ done: true, effects: [], pay: [] });
  expect(await undoneAround(prisma, withdrawal)).toMatchObject([undone]);
});

test('before a withdrawal the agent is told of it and observes, the visa is asked for after; the act cites it, and what was written is undone', async () => {
  const first = await decided();
  const withdrawal = await start('retrait', { contested: first, ...REASONS });
  await people.taskAt(withdrawal, 'observations');
  expect(await toldTo(withdrawal, cast.agent)).toEqual(['observations-asked']);
  expect(await toldTo(withdrawal, cast.checker)).toEqual([]);
  const actor = await actorFacts(bench.db.database.prisma, cast.agent);
  expect(await seeRequest(bench.db.database.prisma, actor, withdrawal, new Date())).toHaveProperty('facts');
  const unsaid = await people.at(withdrawal, 'observations', cast.agent, 'answered');
  expect(unsaid).toMatchObject({ refused: 'decision-invalid' });
  await people.at(withdrawal, 'observations', cast.agent, 'answered', { reason: 'Cette quotité est permise.' });
  await people.at(withdrawal, 'visa', cast.checker, 'approved');
  expect(await signedText(withdrawal)).toContain(`les observations présentées par`);
  await people.closed(withdrawal);
  expect((await standing(first))?.state).toBe('withdrawn');
  const { origin, requestId } = await lastOfWorkingTime();
  expect([origin, requestId]).toEqual(['undoing', withdrawal]);
});

test('an act is repealed from a day on once the agent said to have nothing to observe; one given up is told to them too', async () => {
  const first = await decided();
  const data = { contested: first, cas: 'condition', fait: REASONS.fait };
  const { from } = await lastOfWorkingTime();
  const effectDate = dayAfter(civilDateOf(from), { months: 1 });
  const eve = dayAfter(parisDay(new Date()), { days: -1 });
  await expect(start('abrogation', { ...data, effectDate: eve })).rejects.toMatchObject({
    code: 'act-repealed-before',
  });
  const givenUp = await start('abrogation', { ...data, effectDate });
  await people.taskAt(givenUp, 'observations');
  await people.withdraw(givenUp, cast.manager);
  expect((await people.closed(givenUp)).outcome).toBe('withdrawn');
  expect(await toldTo(givenUp, cast.agent)).toEqual(['observations-asked', 'withdrawn']);

  const repeal = await start('abrogation', { ...data, effectDate });
  await people.at(repeal, 'observations', cast.agent, 'acknowledged');
  await people.at(repeal, 'visa', cast.checker, 'approved');
  const text = await signedText(repeal);
  expect(text).toContain('la procédure contradictoire engagée le');
  expect(text).not.toContain('les observations présentées');
  await people.closed(repeal);
  expect((await standing(first, dayAfter(effectDate, { days: -1 })))?.state).toBe('in-force');
  expect((await standing(first, effectDate))?.state).toBe('repealed');
  const { until, requestId } = await lastOfWorkingTime();
  const last = dayAfter(effectDate, { days: -1 });
  expect([until && civilDateOf(until), requestId]).toEqual([last, repeal]);
  const [undone] = await undoneAround(bench.db.database.prisma, repeal);
  expect([undone?.effects, undone?.pay]).toMatchObject([[{ how: 'ends', until: last }], [{ from: effectDate }]]);
});

const undo = JOBS.find(({ definition }) => definition.type === 'effects-undo') as RegisteredJob;

/** What an act undid: rows of the situation, pay taken back, changes told, its trace. */
async function undoneBy(requestId: string): Promise<number[]> {
  const { prisma } = bench.db.database;
  return Promise.all([
    prisma.situationEntry.count({ where: { requestId, origin: 'undoing' } }),
    prisma.payPiece.count({ where: { requestId } }),
    prisma.notification.count({ where: { requestId, message: 'situation-changed' } }),
    prisma.auditEvent.count({ where: { verb: 'situation.undo', subject: `request:${requestId}` } }),
  ]);
}

test('a worker that dies amid the undoing leaves nothing of it; it is done once, however often the job comes', async () => {
  const { database, ownerUrl } = bench.db;
  const { prisma } = database;
  const withdrawal = await start('retrait', { contested: await decided(), ...REASONS });
  await people.at(withdrawal, 'observations', cast.agent, 'acknowledged');
  await people.at(withdrawal, 'visa', cast.checker, 'approved');
  const holder = new pg.Client(ownerUrl);
  await holder.connect();
  try {
    // What pay takes back is written by then, and the row of the situation is not.
    await holder.query('begin');
    await holder.query('lock table situation_entry in share mode');
    await people.sign(withdrawal, 'signature-arrete');
    await eventually(async () => {
      const [cut] = await prisma.$queryRaw<{ cut: boolean }[]>`
        select pg_terminate_backend(pid) as cut from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query ilike '%insert into%situation_entry%'`;
      return cut;
    });
    expect(await undoneBy(withdrawal)).toEqual([0, 0, 0, 0]);
  } finally {
    await holder.end();
  }
  const { engine, processInstanceKey } = await closedInstance(withdrawal);
  expect(await undoneBy(withdrawal)).toEqual([1, 1, 1, 1]);
  const job = { key: '1', elementId: 'defaire', processInstanceKey, headers: {}, variables: {} } as never;
  const again = () => doStep({ ...bench.context, engineName: engine }, undo, job);
  await Promise.all([again(), again()]);
  expect(await undoneBy(withdrawal)).toEqual([1, 1, 1, 1]);
});

async function closedInstance(requestId: string) {
  await people.closed(requestId);
  const { engine, instanceKey } = await bench.db.database.prisma.request.findUniqueOrThrow({
    where: { id: requestId },
  });
  return { engine: engine ?? '', processInstanceKey: instanceKey };
}

test('of two withdrawals of one act the first that is signed is made, sealed or not yet; the other is signed no more, and given up', async () => {
  const first = await decided();
  const winner = await start('retrait', { contested: first, ...REASONS });
  const loser = await start('retrait', { contested: first, ...REASONS });
  for (const one of [winner, loser]) {
    await people.at(one, 'observations', cast.agent, 'acknowledged');
    await people.at(one, 'visa', cast.checker, 'approved');
    await people.taskAt(one, 'signature-arrete');
  }
  const held = Promise.withResolvers<void>();
  stamping = held.promise;
  const read = await people.prove(loser, 'signature-arrete');
  expect((await people.sign(winner, 'signature-arrete')).result).toHaveProperty('decisionId');
  const loserKey = (await people.taskAt(loser, 'signature-arrete')).key;
  // Neither the page that was read before, nor another one: no code is asked for.
  const tried = await Promise.all([people.signProved(read), people.preview(loserKey, cast.signer)]);
  held.resolve();
  expect(tried).toEqual([{ refused: 'act-underway' }, { refused: 'act-underway' }]);
  await people.closed(winner);
  expect(await undoneBy(winner)).toEqual([1, 1, 1, 1]);
  expect(await people.preview(loserKey, cast.signer)).toEqual({ refused: 'act-not-standing' });
  await people.withdraw(loser, cast.manager);
  expect((await people.closed(loser)).outcome).toBe('withdrawn');
});

test('of two that are signed at the same moment the circuit makes one', async () => {
  const contested = await decided();
  const both = [await start('retrait', { contested, ...REASONS }), await start('retrait', { contested, ...REASONS })];
  for (const one of both) {
    await people.at(one, 'observations', cast.agent, 'acknowledged');
    await people.at(one, 'visa', cast.checker, 'approved');
  }
  const read = [
    await people.prove(both[0] ?? '', 'signature-arrete'),
    await people.prove(both[1] ?? '', 'signature-arrete'),
  ];
  const results = await Promise.all(read.map(people.signProved));
  expect(results.filter((result) => 'decisionId' in result)).toHaveLength(1);
  expect(results).toContainEqual({ refused: 'act-underway' });
});

test('nothing is started for an agent who left', async () => {
  const contested = await decided();
  await bench.db.asOwner('update posting set until = paris_day(now()) - 1 where person_id = $1', [cast.agent]);
  await expect(start('retrait', { contested, ...REASONS })).rejects.toMatchObject({ code: 'not-startable' });
});
