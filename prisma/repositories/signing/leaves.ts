import type { ActData } from '#domain/act/act.ts';
import type { ErrorParams, FieldFault, Refusal } from '#domain/errors.ts';
import type { EvidenceBatch } from '#domain/evidence/evidence.ts';
import type { TaskFacts } from '#domain/permissions/task.ts';
import { Prisma, type Tx } from '../../client.ts';
import { STILL_DRAWN } from '../acts/acts.ts';
import { taskFacts } from '../tasks/tasks.ts';

/** A leaf of a batch, with all that tells whether its act may be signed now. */
export interface LeafToJudge {
  readonly place: number;
  readonly taskKey: string;
  readonly sha256: string;
  /** Null: there is no such task. */
  readonly facts: TaskFacts | null;
  readonly elementId: string;
  readonly requestId: string;
  readonly versionId: string;
  readonly kind: string;
  readonly agentId: string;
  readonly filedById: string | null;
  readonly structurePath: string;
  readonly filedAt: Date;
  readonly silenceAt: Date | null;
  /** The page that was shown to this signer; null: none was. */
  readonly page: ActData | null;
  /** Whether the act is as it was when that page was drawn. */
  readonly drawn: boolean;
  /** Whether somebody decided there, or is about to. */
  readonly decided: boolean;
}

/** Holds the tasks of a batch until the transaction ends: nobody else decides there meanwhile. */
export const lockLeafTasks = (tx: Tx, batchId: string) => tx.$queryRaw`
  select from task where key in (select task_key from signing_leaf where batch_id = ${batchId}::uuid) order by key for update`;

/** The leaves of a batch, in their order, as they stand for this signer: all at once. */
export async function leavesToJudge(tx: Tx, batchId: string, signerId: string): Promise<LeafToJudge[]> {
  return tx.$queryRaw`
    with leaf as materialized (select * from signing_leaf where batch_id = ${batchId}::uuid),
    holder as materialized (
      select h.task_key, array_agg(h.person_id) as ids
        from task_holders(array(select task_key from leaf), paris_day(now())) h group by h.task_key)
    select l.place, l.task_key as "taskKey", l.sha256,
           case when t.key is not null then ${taskFacts(Prisma.sql`coalesce(h.ids, '{}')`)} end as facts,
           t.element_id as "elementId", r.id::text as "requestId", r.version_id::text as "versionId", r.kind,
           r.agent_id::text as "agentId", r.filed_by_id::text as "filedById", s.path as "structurePath",
           r.filed_at as "filedAt", r.silence_at as "silenceAt", p.content as page,
           ${STILL_DRAWN} as drawn,
           exists (select from decision d where d.task_key = l.task_key and d.voided_at is null)
             or exists (select from decision_intent i
                          join outbox o on o.command = 'complete-task' and o.payload ->> 'intentId' = i.id::text and o.done_at is null
                         where i.task_key = l.task_key) as decided
      from leaf l
      left join task t on t.key = l.task_key
      left join request r on r.id = t.request_id
      left join structure s on s.id = r.structure_id
      left join holder h on h.task_key = l.task_key
      left join act_preview p on p.task_key = l.task_key and p.signer_id = ${signerId}::uuid and p.sha256 = l.sha256
     order by l.place`;
}

/** Says why leaves are not signed; the others are. The batch is held, and proved. */
export async function refuseLeaves(
  tx: Tx,
  batchId: string,
  refused: readonly (Pick<Refusal, 'code' | 'params'> & { readonly place: number })[],
): Promise<void> {
  if (refused.length === 0) return;
  await tx.$executeRaw`
    update signing_leaf l set code = x.code, params = x.params
      from jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) as x (place int, code text, params jsonb)
     where l.batch_id = ${batchId}::uuid and l.place = x.place`;
}

/** How far the act of a leaf is; `refused` with why. */
export interface LeafReport {
  readonly place: number;
  readonly taskKey: string;
  readonly outcome: 'waiting' | 'signed' | 'sealed' | 'refused';
  readonly code: string | null;
  readonly params: ErrorParams | null;
  readonly faults: FieldFault[] | null;
  /** Null where this signer was never shown that act. */
  readonly number: string | null;
  readonly requestId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/** What became of each act of a batch, in their order. */
export const leavesReport = (tx: Tx, { id, personId }: { id: string; personId: string }): Promise<LeafReport[]> =>
  tx.$queryRaw`
    select l.place, l.task_key as "taskKey", coalesce(l.code, y.code) as code,
           coalesce(l.params, y.params) as params, y.faults,
           case when coalesce(l.code, y.code) is not null then 'refused'
                when a.sealed_at is not null then 'sealed'
                when d.id is not null then 'signed' else 'waiting' end as outcome,
           r.number, r.id::text as "requestId", p.first_name as "firstName", p.last_name as "lastName"
      from signing_leaf l
      left join step_up_proof f on f.batch_id = l.batch_id and f.place = l.place
      left join decision_intent i on i.step_up_id = f.id
      left join decision d on d.id = i.id and d.voided_at is null
      left join act a on a.decision_id = d.id
      left join decision_reply y on y.decision_id = i.id and y.reply = 'refused'
      left join act_preview v on v.task_key = l.task_key and v.signer_id = ${personId}::uuid and v.sha256 = l.sha256
      left join task t on t.key = v.task_key
      left join request r on r.id = t.request_id
      left join person p on p.id = r.agent_id
     where l.batch_id = ${id}::uuid order by l.place`;

/** The place in its batch of what a decision signed, as evidence says it; null: it was signed alone. */
export async function batchOfDecision(tx: Tx, decisionId: string): Promise<EvidenceBatch | null> {
  const rows = await tx.$queryRaw<EvidenceBatch[]>`
    select b.root, l.place as index, b.count as size, l.path, l.task_key as "taskKey", l.shown, l.fold_sha256 as "foldSha256"
      from decision_intent i join step_up_proof f on f.id = i.step_up_id
      join signing_leaf l on l.batch_id = f.batch_id and l.place = f.place join signing_batch b on b.id = l.batch_id
     where i.id = ${decisionId}::uuid`;
  return rows[0] ?? null;
}
