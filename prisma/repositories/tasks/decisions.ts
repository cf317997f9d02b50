import { sql } from 'kysely';
import type { Authentication } from '#domain/account/sign-in.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { DecisionKind, Outcome } from '#domain/decision/decision.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import type { SigningCapacity } from '#domain/power/delegation.ts';
import type { Prisma, Tx } from '../../client.ts';
import { call, db, exists, json, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { qualityOn } from '../statements/periods.ts';
import { excludedFrom, holdersToday } from './holders.ts';
import type { LockedTask } from './tasks.ts';

/** A decision to write before the engine hears of it. */
export interface NewIntent {
  readonly taskKey: string;
  readonly requestId: string;
  readonly authorId: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly reasonLaw: string | null;
  readonly reasonFact: string | null;
  readonly interviewOn: CivilDate | null;
  readonly shownSha256: string | null;
  readonly stepUpId: string | null;
  /** The answers to the step's own form. */
  readonly answers?: Prisma.InputJsonObject | null;
  readonly authentication: Authentication;
  readonly decidedAt: Date;
}

/** Writes an intent; returns its id. */
export async function insertIntent(tx: Tx, intent: NewIntent): Promise<string> {
  const { answers = null } = intent;
  const id = uuid7(new Date());
  await intentInserted.run(tx, { ...intent, answers, id });
  return id;
}

const intentInserted = statement((given: Required<NewIntent> & { id: string }) =>
  db.insertInto('decision_intent').values({
    id: given.id,
    task_key: given.taskKey,
    request_id: given.requestId,
    author_id: given.authorId,
    outcome: given.outcome,
    reason: given.reason,
    reason_law: given.reasonLaw,
    reason_fact: given.reasonFact,
    interview_on: given.interviewOn,
    answers: json(given.answers),
    shown_sha256: given.shownSha256,
    step_up_id: given.stepUpId,
    authentication: json(given.authentication),
    decided_at: given.decidedAt,
  }),
);

/** A decision under way: written, and the engine has not answered yet. */
export interface PendingIntent {
  readonly id: string;
  readonly authorId: string;
  readonly outcome: Outcome;
  readonly outboxId: OutboxId<'complete-task'>;
}

const pendingIntentOf = statement((given: { taskKey: string }) =>
  db
    .selectFrom('decision_intent as i')
    .innerJoin('outbox as o', (join) =>
      join
        .on('o.command', '=', 'complete-task')
        .on(sql<boolean>`o.payload ->> 'intentId' = i.id::text`)
        .on('o.done_at', 'is', null),
    )
    .select((eb) => [
      ...(['i.id', 'i.author_id as authorId', 'i.outcome'] as const),
      eb.ref('o.id').$castTo<OutboxId<'complete-task'>>().as('outboxId'),
    ])
    .where('i.task_key', '=', given.taskKey)
    .orderBy('i.decided_at')
    .limit(1),
);

/** Finds the decision under way on a task; null: none. */
export const pendingIntent = (tx: Tx, taskKey: string): Promise<PendingIntent | null> =>
  pendingIntentOf.first(tx, { taskKey });

/** A decision as it was written before the engine heard of it. */
export interface Intent extends Omit<NewIntent, 'answers' | 'authentication'> {
  readonly id: string;
  readonly answers: unknown;
}

const INTENT = [
  'i.id',
  'i.task_key as taskKey',
  'i.request_id as requestId',
  'i.author_id as authorId',
  'i.outcome',
  'i.reason',
  'i.reason_law as reasonLaw',
  'i.reason_fact as reasonFact',
  'i.interview_on as interviewOn',
  'i.answers',
  'i.shown_sha256 as shownSha256',
  'i.step_up_id as stepUpId',
  'i.decided_at as decidedAt',
] as const;

const intentOf = statement((given: { id: string }) =>
  db.selectFrom('decision_intent as i').select(INTENT).where('i.id', '=', given.id),
);

/** Finds an intent; null if it does not exist. */
export const findIntent = (tx: Tx, id: string): Promise<Intent | null> => intentOf.first(tx, { id });

/** The intent with which a task should be completed, and what it is judged on. */
export interface AskedDecision extends Intent {
  /** The decision that already counts there. */
  readonly standingId: string | null;
  /** Who decided at a step that the task must be distinct from. */
  readonly excludedIds: readonly string[];
  /** Who holds the task today. */
  readonly holderIds: readonly string[];
  /** True if it belongs to a batch that its signer stopped. */
  readonly stopped: boolean;
  /** Why it was refused before, for good; null if it was not. */
  readonly refusedAs: ErrorCode | null;
}

const askedDecisionOf = statement((given: { key: string; intentId: string }) =>
  db
    .selectFrom('decision_intent as i')
    .select(INTENT)
    .select((eb) => [
      standing(given.key).select('d.id').limit(1).as('standingId'),
      eb
        .selectFrom('task as t')
        .innerJoin('request as r', 'r.id', 't.request_id')
        .select((of) =>
          excludedFrom({
            distinctFrom: of.ref('t.distinct_from'),
            decision: of.ref('t.decision'),
            requestId: of.ref('r.id'),
            contestsId: of.ref('r.contests_id'),
          }).as('ids'),
        )
        .where('t.key', '=', given.key)
        .$asScalar()
        .$notNull()
        .as('excludedIds'),
      holdersToday(sql<string>`${given.key}::text`).as('holderIds'),
      exists(
        eb
          .selectFrom('step_up_proof as p')
          .innerJoin('signing_batch as b', 'b.id', 'p.batch_id')
          .select('p.id')
          .whereRef('p.id', '=', 'i.step_up_id')
          .where('b.stop_asked_at', 'is not', null),
      ).as('stopped'),
      eb
        .selectFrom('decision_reply as a')
        .select((of) => of.ref('a.code').$castTo<ErrorCode | null>().as('code'))
        .whereRef('a.decision_id', '=', 'i.id')
        .where('a.reply', '=', 'refused')
        .as('refusedAs'),
    ])
    .where('i.id', '=', given.intentId),
);

/**
 * Reads the intent with which a task should be completed; null if there is none. The task must be
 * locked, so that earlier decisions are seen.
 */
export const askedDecision = (
  tx: Tx,
  { key }: Pick<LockedTask, 'key'>,
  intentId: string,
): Promise<AskedDecision | null> => askedDecisionOf.first(tx, { key, intentId });

/** The decision that counts at a task. */
const standing = (taskKey: string) =>
  db.selectFrom('decision as d').where('d.task_key', '=', taskKey).where('d.voided_at', 'is', null);

/** Finds a decision with its task; null if it does not exist. */
export const findDecision = (tx: Tx, id: string) => tx.decision.findUnique({ where: { id }, include: { task: true } });

const standingDecisionOf = statement((given: { taskKey: string }) =>
  standing(given.taskKey).select(['d.id', 'd.author_id as authorId']).limit(1),
);

/** Finds the decision that counts for a task, provisional or not; null: none. */
export const standingDecision = (tx: Tx, taskKey: string): Promise<{ id: string; authorId: string } | null> =>
  standingDecisionOf.first(tx, { taskKey });

/**
 * Writes a decision, provisional until the circuit goes on, and marks the task as being completed.
 */
export async function recordDecision(
  tx: Tx,
  decision: { intent: Intent; elementId: string; kind: DecisionKind; capacity: SigningCapacity | null; at: Date },
): Promise<void> {
  const { intent, elementId, kind, capacity, at } = decision;
  const { id, taskKey, requestId, authorId, outcome } = intent;
  await decisionInserted.run(tx, { id, taskKey, requestId, authorId, outcome, elementId, kind, capacity, at });
  await taskCompleting.run(tx, { taskKey });
}

const decisionInserted = statement(
  (
    given: Pick<Intent, 'id' | 'taskKey' | 'requestId' | 'authorId' | 'outcome'> & {
      elementId: string;
      kind: DecisionKind;
      capacity: SigningCapacity | null;
      at: Date;
    },
  ) =>
    db.insertInto('decision').values({
      id: given.id,
      task_key: given.taskKey,
      request_id: given.requestId,
      element_id: given.elementId,
      kind: given.kind,
      author_id: given.authorId,
      outcome: given.outcome,
      capacity: json(given.capacity),
      recorded_at: given.at,
    }),
);

const taskCompleting = statement((given: { taskKey: string }) =>
  db.updateTable('task').set({ state: 'completing' }).where('key', '=', given.taskKey),
);

/** A decision that stands, and its request. */
export interface ConfirmedDecision {
  readonly requestId: string;
  readonly elementId: string;
  /** The step of that element in the version that the request follows now. */
  readonly place: string;
  readonly kind: DecisionKind;
  readonly outcome: Outcome;
  readonly authorId: string;
  readonly recordedAt: Date;
  readonly agentId: string;
  readonly versionId: string;
}

const confirm = statement((given: { id: string; at: Date }) =>
  db
    .with('confirmed', (made) =>
      made
        .updateTable('decision as d')
        .from('request as r')
        .set({ confirmed_at: given.at })
        .where('d.id', '=', given.id)
        .where('d.confirmed_at', 'is', null)
        .where('d.voided_at', 'is', null)
        .whereRef('r.id', '=', 'd.request_id')
        .returning((eb) => [
          'd.task_key',
          'd.request_id as requestId',
          'd.element_id as elementId',
          call('place_now', eb.ref('d.request_id'), eb.ref('d.element_id')).$notNull().as('place'),
          'd.kind',
          'd.outcome',
          'd.author_id as authorId',
          'd.recorded_at as recordedAt',
          'r.agent_id as agentId',
          'r.version_id as versionId',
        ]),
    )
    .updateTable('task as t')
    .from('confirmed as c')
    .set({ state: 'completed', ended_at: given.at })
    .whereRef('t.key', '=', 'c.task_key')
    .returning([
      'c.requestId',
      'c.elementId',
      'c.place',
      'c.kind',
      'c.outcome',
      'c.authorId',
      'c.recordedAt',
      'c.agentId',
      'c.versionId',
    ]),
);

/**
 * Confirms a decision once the circuit went on, and completes its task; null if it was already
 * confirmed, or voided.
 */
export const markConfirmed = (tx: Tx, id: string, at: Date): Promise<ConfirmedDecision | null> =>
  confirm.first(tx, { id, at });

/** Finds the signature that the circuit cannot undo; null: none. */
export const signedDecision = (tx: Tx, requestId: string) =>
  tx.decision.findFirst({
    where: { requestId, kind: 'signature', outcome: 'signed', voidedAt: null },
    select: { id: true, confirmedAt: true },
  });

const complementDecisions = statement((given: { requestId: string }) =>
  db
    .selectFrom('decision as d')
    .innerJoin('decision_intent as i', 'i.id', 'd.id')
    .select(['d.kind', 'i.decided_at as decidedAt'])
    .where('d.request_id', '=', given.requestId)
    .where('d.voided_at', 'is', null)
    .where((eb) =>
      eb.or([eb.and([eb('d.kind', '=', 'visa'), eb('d.outcome', '=', 'complement')]), eb('d.kind', '=', 'complement')]),
    )
    .orderBy('d.recorded_at'),
);

/** Lists the complements asked of the agent, in order, and when each was given. */
export async function complementsOf(tx: Tx, requestId: string): Promise<{ askedAt: Date; givenAt: Date | null }[]> {
  const decisions = await complementDecisions.all(tx, { requestId });
  const complements: { askedAt: Date; givenAt: Date | null }[] = [];
  for (const { kind, decidedAt } of decisions) {
    const last = complements.at(-1);
    if (kind === 'visa') complements.push({ askedAt: decidedAt, givenAt: null });
    else if (last !== undefined) last.givenAt = decidedAt;
  }
  return complements;
}

/** A decision that counts, with its author. */
export interface DecisionRow {
  readonly id: string;
  readonly taskKey: string;
  readonly kind: string;
  readonly elementId: string;
  readonly outcome: Outcome;
  readonly authorId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly quality: string | null;
  readonly reason: string | null;
  readonly reasonLaw: string | null;
  readonly reasonFact: string | null;
  /** The answers to the step's own form. */
  readonly answers: unknown;
  readonly at: Date;
}

const decisionRows = statement((given: { requestId: string }) =>
  db
    .selectFrom('decision as d')
    .innerJoin('decision_intent as i', 'i.id', 'd.id')
    .innerJoin('person as p', 'p.id', 'd.author_id')
    .select((eb) => [
      'd.id',
      'd.task_key as taskKey',
      'd.kind',
      'd.element_id as elementId',
      'd.outcome',
      'd.author_id as authorId',
      'p.first_name as firstName',
      'p.last_name as lastName',
      qualityOn(eb.ref('p.id'), call('paris_day', eb.ref('i.decided_at'))).as('quality'),
      'i.reason',
      'i.reason_law as reasonLaw',
      'i.reason_fact as reasonFact',
      'i.answers',
      'i.decided_at as at',
    ])
    .where('d.request_id', '=', given.requestId)
    .where('d.voided_at', 'is', null)
    .orderBy('i.decided_at')
    .orderBy('d.id'),
);

/** Lists the decisions that count, oldest first, with their author's quality on that day. */
export const decisionsOf = (tx: Tx, requestId: string): Promise<DecisionRow[]> => decisionRows.all(tx, { requestId });

/**
 * Finds the last decision with one of these outcomes, and its reasons as one text; null: none, or
 * without a reason.
 */
export async function messageFor(
  tx: Tx,
  requestId: string,
  outcomes: readonly string[],
): Promise<{ kind: string; outcome: string; text: string } | null> {
  const row = await tx.decision.findFirst({
    where: { requestId, outcome: { in: [...outcomes] }, voidedAt: null },
    orderBy: { recordedAt: 'desc' },
    select: { kind: true, outcome: true, intent: { select: { reason: true, reasonLaw: true, reasonFact: true } } },
  });
  if (row === null) return null;
  const { reason, reasonLaw, reasonFact } = row.intent;
  const text = [reason, reasonLaw, reasonFact].filter((said) => said !== null).join('\n\n');
  return text === '' ? null : { kind: row.kind, outcome: row.outcome, text };
}
