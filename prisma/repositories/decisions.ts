import type { Authentication } from '#domain/account/sign-in.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { OutboxId } from '#domain/operations/outbox-command.ts';
import { Prisma, type Tx } from '../client.ts';
import { uuid7 } from '../uuid7.ts';
import { qualityOn } from './in-force.ts';
import { EXCLUDED, holdersToday } from './tasks/holdings.ts';
import type { LockedTask } from './tasks/tasks.ts';

export interface NewIntent {
  readonly taskKey: string;
  readonly requestId: string;
  readonly authorId: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly reasonLaw: string | null;
  readonly reasonFact: string | null;
  readonly interviewOn: Date | null;
  readonly shownSha256: string | null;
  readonly stepUpId: string | null;
  /** What the step's own form was filled with. */
  readonly answers?: Prisma.InputJsonObject | null;
  readonly authentication: Authentication;
  readonly decidedAt: Date;
}

export async function insertIntent(tx: Tx, intent: NewIntent): Promise<string> {
  const { answers = null, authentication } = intent;
  const id = uuid7(new Date());
  await tx.$executeRaw`
    insert into decision_intent (id, task_key, request_id, author_id, outcome, reason, reason_law, reason_fact, interview_on,
                                 answers, shown_sha256, step_up_id, authentication, decided_at)
    values (${id}::uuid, ${intent.taskKey}, ${intent.requestId}::uuid, ${intent.authorId}::uuid, ${intent.outcome},
            ${intent.reason}, ${intent.reasonLaw}, ${intent.reasonFact}, ${intent.interviewOn}::date,
            ${answers && JSON.stringify(answers)}::jsonb, ${intent.shownSha256}, ${intent.stepUpId}::uuid,
            ${JSON.stringify(authentication)}::jsonb, ${intent.decidedAt})`;
  return id;
}

/** A decision on its way: written, and the engine has not answered yet. */
export interface PendingIntent {
  readonly id: string;
  readonly authorId: string;
  readonly outcome: string;
  readonly outboxId: OutboxId<'complete-task'>;
}

export async function pendingIntent(tx: Tx, taskKey: string): Promise<PendingIntent | null> {
  const rows = await tx.$queryRaw<PendingIntent[]>`
    select i.id::text, i.author_id::text as "authorId", i.outcome, o.id::text as "outboxId"
      from decision_intent i
      join outbox o on o.command = 'complete-task' and o.payload ->> 'intentId' = i.id::text and o.done_at is null
     where i.task_key = ${taskKey} order by i.decided_at limit 1`;
  return rows[0] ?? null;
}

/** What somebody decided, as it was written before the engine heard of it. */
export interface Intent extends Omit<NewIntent, 'answers' | 'authentication'> {
  readonly id: string;
  readonly answers: unknown;
}

const INTENT = Prisma.sql`
  i.id::text, i.task_key as "taskKey", i.request_id::text as "requestId", i.author_id::text as "authorId", i.outcome, i.reason,
  i.reason_law as "reasonLaw", i.reason_fact as "reasonFact", i.interview_on as "interviewOn", i.answers,
  i.shown_sha256 as "shownSha256", i.step_up_id::text as "stepUpId", i.decided_at as "decidedAt"`;

export async function findIntent(tx: Tx, id: string): Promise<Intent | null> {
  const rows = await tx.$queryRaw<Intent[]>`select ${INTENT} from decision_intent i where i.id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** An intent that a task is to be completed with, and what it is judged on. */
export interface AskedDecision extends Intent {
  /** The decision that counts there already. */
  readonly standingId: string | null;
  /** Who decided at a step that the task must be distinct from. */
  readonly excludedIds: readonly string[];
  /** Who holds the task today. */
  readonly holderIds: readonly string[];
  /** Whether it is of a batch that its signer stopped. */
  readonly stopped: boolean;
  /** Why it was refused before, for good; null when it was not. */
  readonly refusedAs: ErrorCode | null;
}

/** The task must be locked: what others decided before is seen. Null when nobody intended that. */
export async function askedDecision(
  tx: Tx,
  { key }: Pick<LockedTask, 'key'>,
  intentId: string,
): Promise<AskedDecision | null> {
  const rows = await tx.$queryRaw<AskedDecision[]>`
    select ${INTENT},
           (select d.id::text from decision d where d.task_key = ${key} and d.voided_at is null limit 1) as "standingId",
           (select ${EXCLUDED} from task t join request r on r.id = t.request_id where t.key = ${key}) as "excludedIds",
           array(select h.person_id::text from ${holdersToday(Prisma.sql`${key}::text`)} h) as "holderIds",
           exists (select from step_up_proof p join signing_batch b on b.id = p.batch_id
                    where p.id = i.step_up_id and b.stop_asked_at is not null) as stopped,
           (select a.code from decision_reply a where a.decision_id = i.id and a.reply = 'refused') as "refusedAs"
      from decision_intent i where i.id = ${intentId}::uuid`;
  return rows[0] ?? null;
}

export const findDecision = (tx: Tx, id: string) => tx.decision.findUnique({ where: { id }, include: { task: true } });

/** The decision that counts for a task, provisional or not. */
export async function standingDecision(tx: Tx, taskKey: string): Promise<{ id: string; authorId: string } | null> {
  const rows = await tx.$queryRaw<{ id: string; authorId: string }[]>`
    select id::text, author_id::text as "authorId" from decision where task_key = ${taskKey} and voided_at is null limit 1`;
  return rows[0] ?? null;
}

/** Writes the fact, provisional until the circuit goes on, and shows the task as being completed. */
export async function recordDecision(
  tx: Tx,
  decision: { intent: Intent; elementId: string; kind: string; capacity: object | null; at: Date },
): Promise<void> {
  const { intent, elementId, kind, capacity, at } = decision;
  await tx.$executeRaw`
    insert into decision (id, task_key, request_id, element_id, kind, author_id, outcome, capacity, recorded_at)
    values (${intent.id}::uuid, ${intent.taskKey}, ${intent.requestId}::uuid, ${elementId}, ${kind},
            ${intent.authorId}::uuid, ${intent.outcome}, ${capacity && JSON.stringify(capacity)}::jsonb, ${at})`;
  await tx.$executeRaw`update task set state = 'completing' where key = ${intent.taskKey}`;
}

/** A decision that stands, and the request it is of. */
export interface ConfirmedDecision {
  readonly requestId: string;
  readonly elementId: string;
  /** What the version that the request follows now calls that element. */
  readonly place: string;
  readonly kind: string;
  readonly outcome: string;
  readonly authorId: string;
  readonly recordedAt: Date;
  readonly agentId: string;
  readonly versionId: string;
}

/** The circuit went on: the decision stands. Null when that was known, or when it was voided. */
export async function markConfirmed(tx: Tx, id: string, at: Date): Promise<ConfirmedDecision | null> {
  const [confirmed] = await tx.$queryRaw<ConfirmedDecision[]>`
    with confirmed as (
      update decision d set confirmed_at = ${at}
        from request r
       where d.id = ${id}::uuid and d.confirmed_at is null and d.voided_at is null and r.id = d.request_id
      returning d.task_key, d.request_id::text as "requestId", d.element_id as "elementId",
                place_now(d.request_id, d.element_id) as place, d.kind, d.outcome,
                d.author_id::text as "authorId", d.recorded_at as "recordedAt", r.agent_id::text as "agentId",
                r.version_id::text as "versionId")
    update task t set state = 'completed', ended_at = ${at} from confirmed c where t.key = c.task_key
    returning c.*`;
  return confirmed ?? null;
}

/** The signature that the circuit cannot take back, if there is one. */
export const signedDecision = (tx: Tx, requestId: string) =>
  tx.decision.findFirst({
    where: { requestId, kind: 'signature', outcome: 'signed', voidedAt: null },
    select: { id: true, confirmedAt: true },
  });

/** The complements asked of the agent, in order, and when each was given. */
export async function complementsOf(tx: Tx, requestId: string): Promise<{ askedAt: Date; givenAt: Date | null }[]> {
  const decisions = await tx.$queryRaw<{ kind: string; decidedAt: Date }[]>`
    select d.kind, i.decided_at as "decidedAt" from decision d join decision_intent i on i.id = d.id
     where d.request_id = ${requestId}::uuid and d.voided_at is null
       and ((d.kind, d.outcome) = ('visa', 'complement') or d.kind = 'complement')
     order by d.recorded_at`;
  const complements: { askedAt: Date; givenAt: Date | null }[] = [];
  for (const { kind, decidedAt } of decisions) {
    const last = complements.at(-1);
    if (kind === 'visa') complements.push({ askedAt: decidedAt, givenAt: null });
    else if (last !== undefined) last.givenAt = decidedAt;
  }
  return complements;
}

export interface DecisionRow {
  readonly id: string;
  readonly taskKey: string;
  readonly kind: string;
  readonly elementId: string;
  readonly outcome: string;
  readonly authorId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly quality: string | null;
  readonly reason: string | null;
  readonly reasonLaw: string | null;
  readonly reasonFact: string | null;
  /** What the step's own form was filled with. */
  readonly answers: unknown;
  readonly at: Date;
}

/** The decisions that count, oldest first, with the quality their author had that day. */
export const decisionsOf = (tx: Tx, requestId: string): Promise<DecisionRow[]> =>
  tx.$queryRaw`
    select d.id::text, d.task_key as "taskKey", d.kind, d.element_id as "elementId", d.outcome, d.author_id::text as "authorId",
           p.first_name as "firstName", p.last_name as "lastName",
           ${qualityOn(Prisma.sql`p.id`, Prisma.sql`paris_day(i.decided_at)`)} as quality,
           i.reason, i.reason_law as "reasonLaw", i.reason_fact as "reasonFact", i.answers, i.decided_at as at
      from decision d join decision_intent i on i.id = d.id join person p on p.id = d.author_id
     where d.request_id = ${requestId}::uuid and d.voided_at is null order by i.decided_at, d.id`;

/** The last decision that sent a request back: which it was, and all that it says of why. */
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
