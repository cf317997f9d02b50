import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dateColumn } from '#domain/calendar/civil-date.ts';
import type { DecisionKind, Outcome } from '#domain/decision/decision.ts';
import type { DomainError } from '#domain/errors.ts';
import type { TaskRole } from '#domain/permissions/role.ts';
import type { RuleFault } from '#domain/situation/rules.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { situationFor } from '#prisma/repositories/people/rules.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { aPerson, aShippedCircuit, aSpentProof, aStructure, aTask, takenOver } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { halfYear } from '#testing/periods.ts';
import { shippedThemes } from '#testing/shipped-themes.ts';
import type { Deps } from '../dependencies.ts';
import { openFormJudge } from '../forms/form-judge.ts';
import { fileRequest } from '../requests/file-request.ts';
import { decide } from '../tasks/decide.ts';
import { createVersions } from '../versions.ts';
import { isWarned } from './rules.ts';

const date = (key: string) => ({ type: 'datetime', subtype: 'date', key, id: key, validate: { required: true } });
/**
 * A form that checks nothing of a part-time, in a circuit that applies one, as an analyst may draw
 * it.
 */
const FORM = {
  type: 'default',
  components: [
    date('startDate'),
    date('endDate'),
    { type: 'select', key: 'quota', id: 'quota', values: ['50', '75', '80'].map((value) => ({ value, label: value })) },
  ],
};
const step = (elementId: string, decision: DecisionKind, more: object = {}) => ({ elementId, decision, ...more });
const STEPS = [
  step('task-superieur', 'opinion'),
  step('task-valideur', 'visa', { outcomes: ['approved', 'refused'] }),
  step('task-signataire', 'signature', { template: 'act' }),
];

const forms = openFormJudge();
let db: TestDatabase;
let deps: Deps;
let court: { id: string; path: string };
let versionId: string;
let agentId: string;
let holder: string;
beforeAll(async () => {
  db = await aDatabase();
  const { database } = db;
  deps = { database, versions: createVersions(database), secrets: createSecretValues(randomBytes(32)), forms };
  court = await aStructure(database.prisma, 'Tribunal');
  versionId = await aKind('essai');
  holder = await aPerson('Victor')
    .postedIn(court)
    .holding('superieur', court)
    .holding('signataire', court)
    .holding('valideur', court)
    .make(database);
});
afterAll(() => db?.drop());
/** A kind that applies a part-time, open in that structure. */
async function aKind(kind: string): Promise<string> {
  const manifest = {
    ...{ kind, form: { path: 'essai.form' }, steps: STEPS, taskForms: {}, refusalInterview: false },
    effects: ['temps-de-travail'],
  };
  const opening = { kind, structureId: court.id, open: true, from: dateColumn('2020-01-01') };
  await db.database.prisma.kindOpening.create({ data: opening });
  return aShippedCircuit(db.database, { kind, manifest, files: { 'essai.form': JSON.stringify(FORM) } });
}
beforeEach(async () => {
  agentId = await aPerson('Claire').postedIn(court).make(db.database);
});

type Period = { startDate: string; endDate: string };
const [FIRST, SECOND] = [halfYear(0), halfYear(1)];

const aDraft = async (data: Period & { quota?: string }, of = versionId) => {
  const draft = { ownerId: agentId, versionId: of, data: { quota: '80', ...data } };
  return (await db.database.prisma.draft.create({ data: draft })).id;
};
const submit = async (draftId: string) =>
  (await fileRequest(deps, { actor: await actorFacts(db.database.prisma, agentId), draftId, at: new Date() }))
    .requestId;
const file = async (data: Period & { quota?: string }) => submit(await aDraft(data));
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => 'passed',
    ({ code, faults }: DomainError) =>
      [code, ...(faults as RuleFault[]).map(({ field, rule }) => `${field}: ${rule}`)].join(' '),
  );
const numberOf = async (id: string) => (await db.database.prisma.request.findUniqueOrThrow({ where: { id } })).number;
const close = (id: string, outcome: string) =>
  db.database.prisma.request.update({ where: { id }, data: { outcome, closedAt: new Date() } });

/** A request filed before anything checked whether it overlaps another one. */
async function filedBefore(data: Period): Promise<string> {
  const { prisma } = db.database;
  const filed = { data: { quota: '80', ...data }, kind: 'essai', versionId, agentId, structureId: court.id };
  return (await prisma.request.create({ data: { ...filed, number: crypto.randomUUID(), filedAt: new Date() } })).id;
}

const give = async (requestId: string, role: TaskRole, decision: DecisionKind, outcome: Outcome) => {
  const taskKey = await aTask(db.database.prisma, requestId, role, decision);
  const words = outcome === 'refused' ? { reasonLaw: 'Article L612-1.', reasonFact: 'Le service.' } : {};
  const actor = await actorFacts(db.database.prisma, holder);
  const signIn = { method: 'password', strength: 'single-factor' } as const;
  return decide(deps, { actor, signIn, taskKey, decision: { outcome, ...words }, at: new Date() });
};

test('the day of a filing is the one it is where the agent works: an evening of December in Papeete is no first of January', async () => {
  const { prisma } = db.database;
  const papeete = await aStructure(prisma, 'Tribunal de Papeete');
  await prisma.structure.update({ where: { id: papeete.id }, data: { timeZone: 'Pacific/Tahiti' } });
  const far = await aPerson('Moana').postedIn(papeete).make(db.database);
  const filedAt = new Date('2026-01-01T05:00:00Z');
  const theme = shippedThemes()['temps-de-travail'] as Theme;
  const asked = { byAgent: true, filedAt, data: FIRST };
  const filedOn = async (agent: string, id: string | null) =>
    (await situationFor(prisma, theme, { ...asked, agentId: agent, id })).filedOn;
  expect(await filedOn(far, null)).toBe('2025-12-31');
  expect(await filedOn(agentId, null)).toBe('2026-01-01');
  // A person who moved since is judged where they filed it.
  const filed = { data: FIRST, kind: 'essai', versionId, agentId, structureId: papeete.id, filedAt };
  const { id } = await prisma.request.create({ data: { ...filed, number: crypto.randomUUID() } });
  expect(await filedOn(agentId, id)).toBe('2025-12-31');
});

describe('a filing', () => {
  test('of ten days, of another quota or for 1950 is refused at the field, whatever the form lets through', async () => {
    const tenDays = { startDate: FIRST.startDate, endDate: `${FIRST.startDate.slice(0, 8)}10` };
    expect(await refusal(file(tenDays))).toBe('form-invalid endDate: part-time-short');
    expect(await refusal(file({ ...FIRST, quota: '75' }))).toBe('form-invalid quota: part-time-quota');
    expect(await refusal(file({ startDate: '1950-01-01', endDate: '1950-12-31' }))).toBe(
      'form-invalid startDate: effect-too-early',
    );
  });

  test('that meets one under way is refused, with its period and its number; once that is withdrawn, it passes', async () => {
    const first = await file(FIRST);
    await expect(file(FIRST)).rejects.toMatchObject({
      faults: [
        {
          code: 'period-under-way',
          params: { number: await numberOf(first), from: FIRST.startDate, until: FIRST.endDate },
        },
      ],
    });
    await file(SECOND);
    await close(first, 'closed');
    expect(await refusal(file(FIRST))).toBe('passed');
  });

  test('that meets one taken over, which no request asked for, is refused at the field', async () => {
    const { startDate: from, endDate: until } = FIRST;
    await takenOver(db.asOwner, agentId, { theme: 'temps-de-travail', value: { quota: 80 }, from, until });
    expect(await refusal(file(FIRST))).toBe('form-invalid startDate: period-granted');
    expect(await refusal(file(SECOND))).toBe('passed');
  });

  test('of another kind that changes the same theme is refused too, and one of two at once passes', async () => {
    const other = await aKind('autre');
    const drafts = [await aDraft(FIRST), await aDraft(FIRST, other)];
    const answers = await Promise.all(drafts.map((draftId) => refusal(submit(draftId))));
    expect(answers.sort()).toEqual(['form-invalid startDate: period-under-way', 'passed']);
  });

  test('of another agent meets nothing of theirs', async () => {
    await file(FIRST);
    agentId = await aPerson('Léa').postedIn(court).make(db.database);
    expect(await refusal(file(FIRST))).toBe('passed');
  });

  test('of two at once for the same time, one passes', async () => {
    const drafts = [await aDraft(FIRST), await aDraft(FIRST), await aDraft(FIRST)];
    const answers = await Promise.all(drafts.map((draftId) => refusal(submit(draftId))));
    expect(answers.sort()).toEqual([...Array(2).fill('form-invalid startDate: period-under-way'), 'passed']);
  });
});

describe('a decision on one that another meets since', () => {
  /** Signs the other request: it is granted, applied or not yet. */
  async function signed(requestId: string): Promise<void> {
    const { prisma } = db.database;
    const taskKey = await aTask(prisma, requestId, 'signataire', 'signature');
    const given = { taskKey, requestId, authorId: holder, outcome: 'signed' };
    const at = new Date();
    const proved = await aSpentProof(prisma, { taskKey, personId: holder, at });
    const intent = await prisma.decisionIntent.create({
      data: { ...given, ...proved, authentication: {}, decidedAt: at },
    });
    await prisma.decision.create({
      data: { ...given, id: intent.id, elementId: 'task-signataire', kind: 'signature', recordedAt: new Date() },
    });
  }

  test('does not grant it; it can be refused, and an opinion given', async () => {
    const [first, second] = [await filedBefore(FIRST), await filedBefore(FIRST)];
    expect(await refusal(give(second, 'superieur', 'opinion', 'favorable'))).toBe('passed');
    await signed(first);
    expect(await refusal(give(second, 'valideur', 'visa', 'approved'))).toBe(
      'effect-unlawful startDate: period-granted',
    );
    expect(await refusal(give(second, 'valideur', 'visa', 'refused'))).toBe('passed');
  });

  test('grants it while the other is only asked for: the one that is signed first stands', async () => {
    const [, second] = [await filedBefore(FIRST), await filedBefore(FIRST)];
    expect(await refusal(give(second, 'valideur', 'visa', 'approved'))).toBe('passed');
  });
});

test('a rule that only warns is said of a request that was filed, for the person who signs its act', async () => {
  const { manifest } = await deps.versions.get(versionId);
  const theme = manifest.themes['temps-de-travail'];
  if (theme === undefined) throw new Error('nothing is known of part-times');
  const requestId = await filedBefore(FIRST);
  const saying = (broken: string, then: 'warns' | 'refuses') => {
    const rule = {
      id: 'essai',
      field: 'quota',
      broken,
      message: { fr: 'Vérifiez.', en: 'Check it.' },
      legal: null,
      then,
    };
    return isWarned(db.database.prisma, [{ ...theme, rules: [rule] }], requestId);
  };
  expect([await saying('true', 'warns'), await saying('false', 'warns'), await saying('true', 'refuses')]).toEqual([
    ...[true, false, false],
  ]);
});
