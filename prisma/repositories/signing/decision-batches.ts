import type { SignIn } from '#domain/account/sign-in.ts';
import type { Outcome } from '#domain/decision/decision.ts';
import type { ErrorParams, FieldFault, Refusal } from '#domain/errors.ts';
import type { AskedOfTask } from '#domain/signing/decided-together.ts';
import type { DeskKind, FoldId } from '#domain/signing/desk.ts';
import type { Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { limitOf } from '../keyset.ts';

/** Opinions, visas or checks given together at one step of one version. */
export interface DecisionBatch extends FoldId {
  readonly id: string;
  readonly personId: string;
  readonly kind: Exclude<DeskKind, 'signature'>;
  readonly outcome: Outcome;
  readonly foldSha256: string;
  readonly signIn: SignIn;
  readonly count: number;
  readonly madeAt: Date;
  readonly stopAskedAt: Date | null;
  readonly endedAt: Date | null;
}

/** What is asked of a task, as its author was shown it. */
export interface AskedItem extends AskedOfTask {
  /** Of what the fold said of it. */
  readonly said: string;
}

/**
 * Writes a batch with what it asks of each task, in that order; the id of the same one, asked before and not ended.
 * @returns `isNew`: it was not there
 */
export async function insertDecisionBatch(
  tx: Tx,
  batch: Pick<DecisionBatch, 'personId' | 'kind' | 'outcome' | 'foldSha256' | 'signIn' | 'madeAt'> &
    FoldId & { readonly askedSha256: string; readonly items: readonly AskedItem[] },
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const { personId, versionId, elementId, kind, outcome, foldSha256, askedSha256, signIn, items } = batch;
  const id = uuid7(new Date());
  const written = await tx.$executeRaw`
    insert into decision_batch (id, person_id, version_id, element_id, kind, outcome, fold_sha256, asked_sha256, sign_in, count,
                                made_at)
    values (${id}::uuid, ${personId}::uuid, ${versionId}::uuid, ${elementId}, ${kind}, ${outcome}, ${foldSha256},
            ${askedSha256}, ${JSON.stringify(signIn)}::jsonb, ${items.length}, ${batch.madeAt})
    on conflict (person_id, asked_sha256) where ended_at is null do nothing`;
  if (written === 0) {
    const [same] = await tx.$queryRaw<{ id: string }[]>`
      select id::text from decision_batch
       where person_id = ${personId}::uuid and asked_sha256 = ${askedSha256} order by made_at desc limit 1`;
    return { id: same?.id ?? '', isNew: false };
  }
  const rows = items.map((item, place) => ({ ...item, place }));
  await tx.$executeRaw`
    insert into decision_batch_item (batch_id, place, task_key, said, reason, reason_law, reason_fact)
    select ${id}::uuid, x.place, x."taskKey", x.said, x.reason, x."reasonLaw", x."reasonFact"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as x (place int, "taskKey" text, said text, reason text, "reasonLaw" text, "reasonFact" text)`;
  return { id, isNew: true };
}

/** A batch; `held`: its row is kept until the transaction ends. */
export async function findDecisionBatch(tx: Tx, id: string, { held = false } = {}): Promise<DecisionBatch | null> {
  if (held) await tx.$queryRaw`select from decision_batch where id = ${id}::uuid for update`;
  const rows = await tx.$queryRaw<DecisionBatch[]>`
    select id::text, person_id::text as "personId", version_id::text as "versionId", element_id as "elementId", kind, outcome,
           fold_sha256 as "foldSha256", sign_in as "signIn", count, made_at as "madeAt",
           stop_asked_at as "stopAskedAt", ended_at as "endedAt"
      from decision_batch where id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** What is left to decide, no more than so many, in the order in which it was asked. */
export const itemsLeft = (tx: Tx, batchId: string, max: number): Promise<(AskedItem & { readonly place: number })[]> =>
  tx.$queryRaw`
    select place, task_key as "taskKey", said, reason, reason_law as "reasonLaw", reason_fact as "reasonFact"
      from decision_batch_item where batch_id = ${batchId}::uuid and intent_id is null and code is null
     order by place ${limitOf(max)}`;

/** Holds what is asked of a task until the transaction ends; false where it was decided or refused meanwhile. */
export async function lockItem(tx: Tx, batchId: string, place: number): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select from decision_batch_item
     where batch_id = ${batchId}::uuid and place = ${place} and intent_id is null and code is null for update`;
  return rows.length === 1;
}

export const markIntended = (tx: Tx, batchId: string, place: number, intentId: string) =>
  tx.$executeRaw`
    update decision_batch_item set intent_id = ${intentId}::uuid where batch_id = ${batchId}::uuid and place = ${place}`;

/** Says why a task is not decided; the others are. */
export const refuseItem = (tx: Tx, batchId: string, place: number, { code, params, faults }: Refusal) =>
  tx.$executeRaw`
    update decision_batch_item set code = ${code}, params = ${JSON.stringify(params)}::jsonb, faults = ${JSON.stringify(faults)}::jsonb
     where batch_id = ${batchId}::uuid and place = ${place} and intent_id is null and code is null`;

/** Says the same of all that is left. */
export const refuseItemsLeft = (tx: Tx, batchId: string, code: string) =>
  tx.$executeRaw`
    update decision_batch_item set code = ${code} where batch_id = ${batchId}::uuid and intent_id is null and code is null`;

/** The first time it is asked; what is not decided yet will not be. */
export const askDecisionsToStop = (tx: Tx, id: string, at: Date) =>
  tx.$executeRaw`
    update decision_batch set stop_asked_at = ${at} where id = ${id}::uuid and stop_asked_at is null and ended_at is null`;

export const markDecisionBatchEnded = (tx: Tx, id: string, at: Date) =>
  tx.$executeRaw`update decision_batch set ended_at = ${at} where id = ${id}::uuid and ended_at is null`;

/** How far a task of a batch is; `refused` with why. */
export interface ItemReport {
  readonly taskKey: string;
  readonly outcome: 'waiting' | 'given' | 'refused';
  readonly code: string | null;
  readonly params: ErrorParams | null;
  readonly faults: FieldFault[] | null;
  readonly requestId: string;
  readonly number: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** What became of each task of a batch, in their order. The folds that it cites were served to its author. */
export const itemsReport = (tx: Tx, batchId: string): Promise<ItemReport[]> =>
  tx.$queryRaw`
    select x.task_key as "taskKey", coalesce(x.code, y.code) as code,
           coalesce(x.params, y.params) as params, coalesce(x.faults, y.faults) as faults,
           case when coalesce(x.code, y.code) is not null then 'refused' when d.id is not null then 'given' else 'waiting'
            end as outcome,
           r.id::text as "requestId", r.number, p.first_name as "firstName", p.last_name as "lastName"
      from decision_batch_item x
      join task t on t.key = x.task_key join request r on r.id = t.request_id join person p on p.id = r.agent_id
      left join decision d on d.id = x.intent_id and d.voided_at is null
      left join decision_reply y on y.decision_id = x.intent_id and y.reply = 'refused'
     where x.batch_id = ${batchId}::uuid order by x.place`;
