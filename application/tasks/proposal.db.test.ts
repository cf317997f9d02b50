import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DecisionKind } from '#domain/decision/decision.ts';
import type { DomainError, FieldFault } from '#domain/errors.ts';
import type { TaskRole } from '#domain/permissions/role.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { filedRequest } from '#prisma/repositories/people/rules.ts';
import { requestContents } from '#prisma/repositories/requests/requests.ts';
import { findIntent, recordDecision } from '#prisma/repositories/tasks/decisions.ts';
import { cancelTask } from '#prisma/repositories/tasks/tasks.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure, aTask, takenOver } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { halfYear } from '#testing/periods.ts';
import { openFormJudge } from '../forms/form-judge.ts';
import { createVersions, type Versions } from '../versions.ts';
import { confirmDecision } from './confirm-decision.ts';
import { type Decision, decide } from './decide.ts';

const date = (key: string, properties: object = {}) => ({
  type: 'datetime',
  subtype: 'date',
  key,
  id: key,
  properties,
});
const validate = '=date(endDate) > date(startDate)';
const FORM = {
  type: 'default',
  components: [
    { ...date('startDate'), validate: { required: true } },
    date('endDate', { validate, validateMessage: 'La fin suit le début.' }),
    { type: 'select', key: 'quota', id: 'quota', values: ['50', '70', '80'].map((value) => ({ value, label: value })) },
    { type: 'expression', key: 'half', id: 'half', expression: '=quota = "50"' },
    { type: 'textfield', key: 'iban', id: 'iban', properties: { sensitive: 'true' } },
  ],
};
const STEPS = [
  {
    elementId: 'task-valideur',
    decision: 'visa',
    outcomes: ['approved', 'proposed'],
    proposable: ['quota', 'startDate'],
  },
  { elementId: 'task-agent', decision: 'answer', outcomes: ['accepted', 'declined'] },
];
const MANIFEST = {
  ...{ form: { path: 'essai.form' }, steps: STEPS, taskForms: {}, refusalInterview: false },
  effects: ['temps-de-travail'],
};
const [ASKED, LATER] = [halfYear(0), halfYear(1)];

const forms = openFormJudge();
let db: TestDatabase;
let versions: Versions;
let court: { id: string; path: string };
let validator: string;
let agentId: string;
let requestId: string;
beforeAll(async () => {
  db = await aDatabase();
  versions = createVersions(db.database);
  await aShippedCircuit(db.database, { manifest: MANIFEST, files: { 'essai.form': JSON.stringify(FORM) } });
  court = await aStructure(db.database.prisma, 'Tribunal');
  validator = await aPerson('Victor').postedIn(court).holding('valideur', court).make(db.database);
});
afterAll(() => db?.drop());

const FILED = { ...ASKED, quota: '50', half: true, iban: { sealed: 'v2.x', shown: 'FR76 •••' } };
beforeEach(async () => {
  const { prisma } = db.database;
  agentId = await aPerson('Claire').postedIn(court).make(db.database);
  requestId = await aRequest(prisma, agentId, court);
  await db.asOwner('update request set data = $2 where id = $1', [requestId, JSON.stringify(FILED)]);
});

const SIGNED_IN = { method: 'password', strength: 'single-factor' } as const;
const at = async (taskKey: string, personId: string, decision: Decision) => {
  const actor = await actorFacts(db.database.prisma, personId);
  return decide(
    { database: db.database, versions, forms },
    { actor, signIn: SIGNED_IN, taskKey, decision, at: new Date() },
  );
};
const visaTask = () => aTask(db.database.prisma, requestId, 'valideur', 'visa');
const propose = async (answers: Record<string, unknown>, reason = 'Le service ne peut se passer de vous à mi-temps.') =>
  at(await visaTask(), validator, { outcome: 'proposed', reason, answers });
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => 'passed',
    ({ code, faults }: DomainError) =>
      [code, ...(faults as FieldFault[]).map((fault) => `${fault.field}: ${fault.code}`)].join(' '),
  );

/**
 * What the engine and its workers do with a decision: it is written when the task completes, and
 * confirmed once the circuit goes on.
 */
const recorded = async (decisionId: string, kind: DecisionKind, role: TaskRole) => {
  const intent = await findIntent(db.database.prisma, decisionId);
  if (intent === null) throw new Error('no intent');
  const decision = { intent, elementId: `task-${role}`, kind, capacity: null, at: new Date() };
  await db.database.transaction((tx) => recordDecision(tx, decision));
};
const confirm = (decisionId: string) =>
  db.database.transaction((tx) => confirmDecision(tx, { decisionId, at: new Date() }));
/** A proposal that is put to the agent: returns the task where they answer. */
const proposed = async (answers: Record<string, unknown> = { quota: '70' }) => {
  const { decisionId } = await propose(answers);
  await recorded(decisionId, 'visa', 'valideur');
  await confirm(decisionId);
  return { proposalId: decisionId, taskKey: await aTask(db.database.prisma, requestId, 'agent', 'answer') };
};
const answer = async (taskKey: string, outcome: 'accepted' | 'declined', personId = agentId) => {
  const { decisionId } = await at(taskKey, personId, { outcome });
  await recorded(decisionId, 'answer', 'agent');
  return decisionId;
};
const answers = async () => (await filedRequest(db.database.prisma, requestId)).data;

describe('a visa that proposes something else than what was asked', () => {
  test('keeps what would change, what the form works out from it included', async () => {
    const { decisionId } = await propose({ quota: '70', startDate: ASKED.startDate });
    expect((await findIntent(db.database.prisma, decisionId))?.answers).toEqual({ quota: '70', half: false });
    expect(await answers()).toEqual(FILED);
  });

  test.each([
    ['what was asked already', { quota: '50' }, 'decision-invalid outcome: proposal-same'],
    ['what the form does not offer', { quota: '75' }, 'decision-invalid quota: option'],
    ['nothing, where an answer is due', { startDate: '' }, 'decision-invalid startDate: required'],
    [
      'what a rule of the form forbids, of an answer that stays',
      { startDate: LATER.endDate },
      'decision-invalid endDate: rule',
    ],
    ['what is not for them to propose', { endDate: LATER.endDate }, 'decision-invalid endDate: unknown-field'],
    ['an account', { iban: 'FR7630006000011234567890189' }, 'decision-invalid iban: unknown-field'],
  ])('is refused %s', async (_what, values, said) => {
    expect(await refusal(propose(values))).toBe(said);
    expect(await db.database.prisma.decisionIntent.count({ where: { requestId } })).toBe(0);
  });

  test('is refused what the trade forbids, at its field', async () => {
    const [startDate, endDate] = [ASKED.startDate, ASKED.endDate];
    const value = { quota: 80, payFraction: '6/7' };
    await takenOver(db.asOwner, agentId, { theme: 'temps-de-travail', value, from: startDate, until: endDate });
    await db.asOwner('update request set data = $2 where id = $1', [requestId, JSON.stringify({ ...FILED, ...LATER })]);
    expect(await refusal(propose({ startDate }))).toMatch(/^decision-invalid .*startDate: /);
  });

  test('says why', async () => {
    expect(await refusal(propose({ quota: '70' }, ' '))).toBe('decision-invalid reason: required');
  });
});

describe('a proposal, once the agent accepts it', () => {
  test('is what the request answers from then on; what was filed stays as it was filed', async () => {
    const { taskKey, proposalId } = await proposed();
    const acceptanceId = await answer(taskKey, 'accepted');
    expect(await answers()).toEqual(FILED);
    await confirm(acceptanceId);
    await confirm(acceptanceId);
    expect(await answers()).toEqual({ ...FILED, quota: '70', half: false });
    expect((await requestContents(db.database.prisma, requestId)).filed).toEqual(FILED);
    const values = { quota: '70', half: false };
    expect(await db.database.prisma.requestAmendment.findMany({ where: { requestId } })).toMatchObject([
      { proposalId, acceptanceId, values },
    ]);
    const { prisma } = db.database;
    const event = await prisma.auditEvent.findFirstOrThrow({ where: { chain: agentId, verb: 'request.amend' } });
    const payload = await prisma.auditPayload.findFirstOrThrow({ where: { chain: agentId, sequence: event.sequence } });
    expect([event.actorId, payload.content]).toEqual([agentId, { requestId, proposalId, acceptanceId, values }]);
  });

  test('sent twice, is accepted once', async () => {
    const { taskKey } = await proposed();
    const [one, other] = await Promise.all([1, 2].map(() => at(taskKey, agentId, { outcome: 'accepted' })));
    expect(other).toEqual(one);
  });

  test('is nobody else’s to accept', async () => {
    const { taskKey } = await proposed();
    for (const stranger of [validator, await aPerson('Hugo').postedIn(court).make(db.database)])
      expect(await refusal(at(taskKey, stranger, { outcome: 'accepted' }))).toBe('not-found');
  });

  test('is not accepted any more where what the trade allows has changed; it can still be declined', async () => {
    const { taskKey } = await proposed();
    const value = { quota: 80, payFraction: '6/7' };
    const { startDate: from, endDate: until } = ASKED;
    await takenOver(db.asOwner, agentId, { theme: 'temps-de-travail', value, from, until });
    expect(await refusal(at(taskKey, agentId, { outcome: 'accepted' }))).toMatch(/^effect-unlawful /);
    await confirm(await answer(taskKey, 'declined'));
    expect(await answers()).toEqual(FILED);
  });

  test('changes nothing where the request was withdrawn before the circuit went on, and cannot be accepted after', async () => {
    const { taskKey } = await proposed();
    const acceptanceId = await answer(taskKey, 'accepted');
    await db.database.transaction((tx) => cancelTask(tx, taskKey, new Date()));
    await confirm(acceptanceId);
    expect(await answers()).toEqual(FILED);
    expect(await refusal(at(taskKey, agentId, { outcome: 'accepted' }))).toBe('task-already-decided');
  });

  test('declined, leaves the request as it was filed; another can be made', async () => {
    await confirm(await answer((await proposed({ quota: '80' })).taskKey, 'declined'));
    expect(await answers()).toEqual(FILED);
    await confirm(await answer((await proposed()).taskKey, 'accepted'));
    expect(await answers()).toMatchObject({ quota: '70' });
  });

  test('is not what an answer to something else accepts', async () => {
    await confirm(await answer((await proposed()).taskKey, 'declined'));
    const asked = await aTask(db.database.prisma, requestId, 'agent', 'answer');
    await confirm(await answer(asked, 'accepted'));
    expect(await answers()).toEqual(FILED);
  });
});

describe('what the database takes of an amendment, by any writer', () => {
  const amend = (proposalId: string, acceptanceId: string, values: object) =>
    db.database.prisma.requestAmendment.create({
      data: { requestId, proposalId, acceptanceId, values, at: new Date() },
    });

  test('only what was proposed, and accepted for sure by the agent', async () => {
    const { taskKey, proposalId } = await proposed();
    const acceptanceId = await answer(taskKey, 'accepted');
    await expect(amend(proposalId, acceptanceId, { quota: '70', half: false })).rejects.toThrow(/who accepts it/);
    await expect(amend(acceptanceId, proposalId, { quota: '70', half: false })).rejects.toThrow(/who accepts it/);
    await db.asOwner('update decision set confirmed_at = now() where id = $1', [acceptanceId]);
    await expect(amend(proposalId, acceptanceId, { quota: '80' })).rejects.toThrow(/values that were proposed/);
    await db.asOwner('update decision set author_id = $2 where id = $1', [acceptanceId, validator]);
    await expect(amend(proposalId, acceptanceId, { quota: '70', half: false })).rejects.toThrow(/who accepts it/);
  });

  test('never a change of one that stands', async () => {
    const { taskKey } = await proposed();
    await confirm(await answer(taskKey, 'accepted'));
    const { prisma } = db.database;
    await expect(prisma.requestAmendment.updateMany({ data: { values: { quota: '80' } } })).rejects.toThrow();
    await expect(prisma.requestAmendment.deleteMany()).rejects.toThrow();
    await expect(db.asOwner(`update request_amendment set "values" = '{"quota": "80"}'`)).rejects.toThrow(/stays/);
    expect(await answers()).toMatchObject({ quota: '70' });
  });
});
