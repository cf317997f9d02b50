import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import { verifyChain } from '#domain/evidence/audit.ts';
import { payMonthAfter } from '#domain/pay/cooling-off.ts';
import { readChain } from '#prisma/audit.ts';
import { insertEntry } from '#prisma/repositories/people/situation.ts';
import { aPerson, takenOver } from '#prisma/testing/builders.ts';
import { eventually, openWorkerBench, type WorkerBench } from '#workers/testing/bench.ts';
import { aCast, addressOf, type Cast } from '#workers/testing/people.ts';
import { actors } from '#workers/testing/play.ts';
import { stopOf } from '../guarantees/hostile.ts';

const ACCOUNT = 'coordonnees-bancaires';
const IBAN = 'FR7630006000011234567890189';
/** The telephone on record for long, and the one that takes its place in the first test. */
const [KNOWN, NEW] = ['+33142761717', '+33612345678'];
const CALL = { calledNumber: KNOWN, calledPerson: 'Claire', calledOn: '2026-11-20', calledTime: '14:30' };

let bench: WorkerBench;
let cast: Cast;
let people: ReturnType<typeof actors>;
/** One who only pays, and one who holds both roles. */
let financier: string;
let both: string;

beforeAll(async () => {
  bench = await openWorkerBench();
  const { database } = bench.db;
  cast = await aCast(database);
  financier = await aPerson('Félix').postedIn(cast.office).holding('financier', cast.office).make(database);
  both = await aPerson('Bruno')
    .postedIn(cast.office)
    .holding('gestionnaire', cast.office)
    .holding('financier', cast.office)
    .make(database);
  people = actors(bench, cast);
  await bench.start();
});

afterAll(() => bench?.close());

const file = (kind: string, data: Record<string, unknown>) => people.file(data, { kind });

const fileAccount = async () => file('coordonnees-bancaires', { holder: await nameOf(cast.agent), iban: IBAN });

async function nameOf(personId: string): Promise<string> {
  const { prisma } = bench.db.database;
  const { firstName, lastName } = await prisma.person.findUniqueOrThrow({ where: { id: personId } });
  return `${firstName} ${lastName}`;
}

/** The engine's clock alone; null gives it the time again. */
async function setClock(timestamp: number | null): Promise<void> {
  const address = `${bench.gateway.restAddress}/v2/clock`;
  const headers = { 'content-type': 'application/json' };
  const answer =
    timestamp === null
      ? await fetch(`${address}/reset`, { method: 'POST' })
      : await fetch(address, { method: 'PUT', headers, body: JSON.stringify({ timestamp }) });
  expect(answer.status).toBe(204);
}

/** Decides with the answers of the step's form. */
async function check(requestId: string, author: string, outcome: string) {
  const { key } = await people.taskAt(requestId, 'rappel');
  const reason = outcome === 'confirmed' ? {} : { reason: 'Personne ne répond à ce numéro.' };
  return people.decide(key, author, outcome, { ...reason, answers: CALL });
}

const holders = async (requestId: string, elementId: string): Promise<string[]> => {
  const { key } = await people.taskAt(requestId, elementId);
  const rows = await bench.db.database.prisma.$queryRaw<{ id: string }[]>`
    select person_id::text as id from task_holders(array[${key}::text], paris_day(now()))`;
  return rows.map(({ id }) => id);
};

/** As if the days had gone by. */
const waitIsOver = (requestId: string) =>
  bench.db.asOwner("update request set stop_until = now() - interval '1 second' where id = $1", [requestId]);

const agree = async (requestId: string) => {
  await check(requestId, cast.manager, 'confirmed');
  await people.at(requestId, 'confirmation', financier, 'approved');
  return eventually(() =>
    bench.db.database.prisma.request.findFirst({ where: { id: requestId, stopUntil: { not: null } } }),
  );
};

describe('a telephone or an address', () => {
  test('is applied at once, traced, and confirmed at work, at the former address and at the new one, each once', async () => {
    const { prisma } = bench.db.database;
    const former = { phone: '+33142761717', personalEmail: 'ancienne@exemple.fr' };
    await takenOver(bench.db.asOwner, cast.agent, { theme: 'contact', value: former });
    const requestId = await file('telephone-courriel', { phone: '+33612345678', personalEmail: 'nouvelle@exemple.fr' });
    expect((await people.closed(requestId)).outcome).toBe('granted');
    const value = { phone: '+33612345678', personalEmail: 'nouvelle@exemple.fr' };
    expect(await prisma.situationEntry.findMany({ where: { requestId } })).toMatchObject([
      { theme: 'contact', value, from: dateColumn(parisDay(new Date())), until: null, origin: 'request' },
    ]);
    // What stood before stays beside it.
    expect(await prisma.situationEntry.count({ where: { personId: cast.agent, theme: 'contact' } })).toBe(2);
    const work = await addressOf(bench.db.database, cast.agent);
    for (const address of [work, 'ancienne@exemple.fr', 'nouvelle@exemple.fr']) {
      const confirmed = () => bench.mail.to(address).filter(({ text }) => text?.includes('SMS'));
      const mails = await eventually(async () => confirmed().length > 0 && bench.mail.to(address));
      expect(confirmed()).toHaveLength(1);
      for (const { text } of mails) expect(text).not.toMatch(/06 ?12|nouvelle@|ancienne@/);
    }
    // G3: beside what the circuit says, the portal's own word, on the contacts known before it.
    const notified = await prisma.notification.findMany({ where: { requestId, message: 'situation-changed' } });
    expect(notified.map(({ address }) => address).sort()).toEqual(['ancienne@exemple.fr', null]);
    expect(await prisma.task.count({ where: { requestId } })).toBe(0);
    // The audit names the fields, not what is in them.
    const [applied] = await prisma.auditEvent.findMany({ where: { chain: cast.agent, verb: 'situation.apply' } });
    const payload = await prisma.auditPayload.findFirstOrThrow({
      where: { chain: cast.agent, sequence: applied?.sequence ?? 0 },
    });
    expect(JSON.stringify(payload.content)).not.toMatch(/exemple|\+33/);
    expect(JSON.stringify(await variablesOf(requestId))).not.toMatch(/exemple|\+33/);
  });
});

/** What the engine holds of a request, in its circuit and in the blocks that it called. */
async function variablesOf(requestId: string): Promise<unknown> {
  const { prisma } = bench.db.database;
  const { instanceKey } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const called = await prisma.calledInstance.findMany({ where: { requestId } });
  const keys = [instanceKey, ...called.map((instance) => instance.instanceKey)].map(String);
  const response = await fetch(`${bench.gateway.restAddress}/v2/variables/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ filter: { processInstanceKey: { $in: keys } }, page: { limit: 500 } }),
  });
  const found = (await response.json()) as { items: { processInstanceKey: string }[] };
  expect(new Set(found.items.map((item) => item.processInstanceKey))).toEqual(new Set(keys));
  return found.items;
}

describe('bank details', () => {
  test('two people, a wait that nothing shortens, then the account, its pay piece and its trace', async () => {
    const { prisma } = bench.db.database;
    const requestId = await fileAccount();
    const work = await addressOf(bench.db.database, cast.agent);
    const alerted = (address: string) =>
      bench.mail.to(address).some(({ subject }) => /coordonnées/.test(subject ?? ''));
    // G4: the address that was replaced a moment ago is warned, the new one is not: who steals an account changes it first.
    for (const address of [work, 'ancienne@exemple.fr']) await eventually(async () => alerted(address));
    const queued = await prisma.notification.findMany({ where: { requestId, address: 'nouvelle@exemple.fr' } });
    expect(queued).toEqual([]);
    const { key } = await people.taskAt(requestId, 'rappel');
    const withoutAnswers = await people.behindThePortal.decide(key, cast.manager, 'confirmed');
    expect(withoutAnswers).toEqual({ refused: 'decision-invalid' });
    const { stopUntil } = await agree(requestId);
    expect(await prisma.situationEntry.count({ where: { personId: cast.agent, theme: ACCOUNT } })).toBe(0);
    expect(parisDay(stopUntil ?? new Date(0))).toMatch(/-14$/);
    await waitIsOver(requestId);
    await setClock((stopUntil?.getTime() ?? 0) + 60_000);
    expect((await people.closed(requestId)).outcome).toBe('granted');
    await setClock(null);
    const { value } = await prisma.situationEntry.findFirstOrThrow({ where: { requestId, theme: ACCOUNT } });
    expect(value).toMatchObject({
      iban: { shown: 'FR76 •••• •••• •••• •••• •••0 189' },
      payMonth: payMonthAfter(new Date()),
    });
    const { iban } = value as { iban: { sealed: string } };
    expect(bench.context.secrets.open(iban.sealed, cast.agent)).toBe(IBAN);
    const pieces = await prisma.payPiece.findMany({ where: { requestId } });
    expect(pieces).toMatchObject([{ movement: 'bank-account' }]);
    expect(JSON.stringify(pieces)).not.toContain('1234567890');
    expect(JSON.stringify(await variablesOf(requestId))).not.toMatch(/1234567890|CLAIRE/);
    expect(
      await prisma.decisionIntent.findMany({ where: { requestId, outcome: 'confirmed', decision: { isNot: null } } }),
    ).toMatchObject([{ answers: CALL }]);
    expect(await bench.db.database.transaction(async (tx) => verifyChain(await readChain(tx, cast.agent)))).toBeNull();
  });

  test('G4: a call at a telephone given a moment before changes nothing, by no road', async () => {
    const { prisma } = bench.db.database;
    const requestId = await fileAccount();
    const { key } = await people.taskAt(requestId, 'rappel');
    const answers = { ...CALL, calledNumber: NEW };
    expect(await people.decide(key, cast.manager, 'confirmed', { answers })).toEqual({ refused: 'decision-invalid' });
    // Past every check of the portal, the decision stands: the account does not.
    await people.behindThePortal.decide(key, cast.manager, 'confirmed', { answers });
    await people.at(requestId, 'confirmation', financier, 'approved');
    expect(await stopOf(bench, requestId)).toBe('{"cause":"wait-unagreed","params":{"lacks":"call-back"}}');
    expect(await prisma.request.findUnique({ where: { id: requestId } })).toMatchObject({ stopUntil: null });
    await waitIsOver(requestId);
    const decisions = await prisma.decision.findMany({ where: { requestId }, orderBy: { recordedAt: 'asc' } });
    const { data } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const { holder, iban } = data as { holder: string; iban: { sealed: string; shown: string } };
    const at = new Date();
    const grounds = { guarantee: 'two-person', actId: null, decisionIds: decisions.map(({ id }) => id) } as const;
    const entry = { theme: ACCOUNT, value: { iban, holder, payMonth: '2030-01' }, from: parisDay(at), until: null };
    await expect(
      bench.db.database.transaction((tx) =>
        insertEntry(tx, { ...entry, requestId, personId: cast.agent, grounds, at }),
      ),
    ).rejects.toThrow(/known before/);
    expect(await prisma.situationEntry.count({ where: { requestId } })).toBe(0);
  });

  test('one person cannot be both: not by the list, not by the portal, not straight on the engine', async () => {
    const requestId = await fileAccount();
    expect(await check(requestId, both, 'confirmed')).toHaveProperty('decisionId');
    expect(await holders(requestId, 'confirmation')).toEqual([financier]);
    const { key } = await people.taskAt(requestId, 'confirmation');
    expect(await people.behindThePortal.decide(key, both, 'approved')).toEqual({ refused: 'same-person' });
    // With an intent of theirs, or none, the engine itself is denied.
    const { prisma } = bench.db.database;
    const intent = await prisma.decisionIntent.findFirstOrThrow({ where: { taskKey: key, authorId: both } });
    const straight = await bench.engine.completeUserTask(key, { decisionId: intent.id, outcome: 'approved' });
    expect(straight).toMatchObject({ reason: 'same-person' });
    expect(await bench.engine.completeUserTask(key, { outcome: 'approved' })).toMatchObject({
      reason: 'decision-refused',
    });
    expect(await prisma.decision.count({ where: { taskKey: key } })).toBe(0);
    expect(await people.decide(key, financier, 'approved')).toHaveProperty('decisionId');
    expect(await people.withdraw(requestId)).toHaveProperty('withdrawalId');
    await people.closed(requestId);
  });

  test('the agent did not confirm: it ends in a refusal, and nothing changes', async () => {
    const requestId = await fileAccount();
    await check(requestId, cast.manager, 'unconfirmed');
    expect((await people.closed(requestId)).outcome).toBe('refused');
    const { prisma } = bench.db.database;
    expect(await prisma.situationEntry.count({ where: { requestId } })).toBe(0);
    expect(await prisma.payPiece.count({ where: { requestId } })).toBe(0);
    const told = await prisma.notification.findMany({ where: { requestId, message: 'change-refused', address: null } });
    expect(told.map(({ recipientId }) => recipientId).sort()).toEqual([cast.agent, cast.manager].sort());
  });

  test('is stopped during the wait; after it, a stop comes too late even before the account is written', async () => {
    const stopped = await fileAccount();
    await agree(stopped);
    expect(await people.withdraw(stopped)).toHaveProperty('withdrawalId');
    expect((await people.closed(stopped)).outcome).toBe('withdrawn');
    const { prisma } = bench.db.database;
    expect(await prisma.situationEntry.count({ where: { requestId: stopped } })).toBe(0);

    const late = await fileAccount();
    await agree(late);
    await waitIsOver(late);
    expect(await people.withdraw(late)).toEqual({ refused: 'withdrawal-too-late' });
  });
});
