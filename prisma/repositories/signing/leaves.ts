import { sql } from 'kysely';
import type { ActData } from '#domain/act/act.ts';
import type { ErrorParams, FieldFault, Refusal } from '#domain/errors.ts';
import type { EvidenceBatch } from '#domain/evidence/evidence.ts';
import type { TaskFacts } from '#domain/permissions/task.ts';
import type { Tx } from '../../client.ts';
import { arrayOf, db, exists, records, statement } from '../../connection/typed-sql.ts';
import { STILL_DRAWN } from '../acts/acts.ts';
import { taskHolders } from '../tasks/holders.ts';
import { taskFacts } from '../tasks/tasks.ts';

/** A leaf of a batch, with all that decides whether its act may be signed now. */
export interface LeafToJudge {
  readonly place: number;
  readonly taskKey: string;
  readonly sha256: string;
  /** Null: there is no such task, and nothing is known of its request. */
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
  /** True if the act is as it was when that page was drawn. */
  readonly drawn: boolean;
  /** True if somebody decided there, or is about to. */
  readonly decided: boolean;
}

const leafTasks = statement((given: { batchId: string }) =>
  db
    .selectFrom('task')
    .where('key', 'in', db.selectFrom('signing_leaf').select('task_key').where('batch_id', '=', given.batchId))
    .orderBy('key')
    .forUpdate(),
);

/** Locks the tasks of a batch until the transaction ends: nobody else decides there meanwhile. */
export const lockLeafTasks = (tx: Tx, batchId: string) => leafTasks.all(tx, { batchId });

const leaves = statement((given: { batchId: string; signerId: string }) =>
  db
    .with(
      (cte) => cte('leaf').materialized(),
      (made) => made.selectFrom('signing_leaf').selectAll().where('batch_id', '=', given.batchId),
    )
    .with(
      (cte) => cte('holder').materialized(),
      (made) =>
        made
          .selectFrom(taskHolders(arrayOf(made.selectFrom('leaf').select('task_key'))))
          .select((eb) => ['h.task_key', eb.fn.agg<string[]>('array_agg', ['h.person_id']).as('ids')])
          .groupBy('h.task_key'),
    )
    .selectFrom('leaf as l')
    .leftJoin('task as t', 't.key', 'l.task_key')
    .leftJoin('request as r', 'r.id', 't.request_id')
    .leftJoin('structure as s', 's.id', 'r.structure_id')
    .leftJoin('holder as h', 'h.task_key', 'l.task_key')
    .leftJoin('act_preview as p', (join) =>
      join
        .onRef('p.task_key', '=', 'l.task_key')
        .on('p.signer_id', '=', given.signerId)
        .onRef('p.sha256', '=', 'l.sha256'),
    )
    .select((eb) => [
      'l.place',
      'l.task_key as taskKey',
      'l.sha256',
      eb
        .case()
        .when('t.key', 'is not', null)
        .then(taskFacts(eb.fn.coalesce('h.ids', sql<string[]>`'{}'`)))
        .end()
        .as('facts'),
      eb.ref('t.element_id').$notNull().as('elementId'),
      eb.ref('r.id').$notNull().as('requestId'),
      eb.ref('r.version_id').$notNull().as('versionId'),
      eb.ref('r.kind').$notNull().as('kind'),
      eb.ref('r.agent_id').$notNull().as('agentId'),
      'r.filed_by_id as filedById',
      eb.ref('s.path').$notNull().as('structurePath'),
      eb.ref('r.filed_at').$notNull().as('filedAt'),
      'r.silence_at as silenceAt',
      'p.content as page',
      STILL_DRAWN.as('drawn'),
      eb
        .or([
          exists(
            eb
              .selectFrom('decision as d')
              .select('d.id')
              .whereRef('d.task_key', '=', 'l.task_key')
              .where('d.voided_at', 'is', null),
          ),
          exists(
            eb
              .selectFrom('decision_intent as i')
              .innerJoin('outbox as o', (join) =>
                join
                  .on('o.command', '=', 'complete-task')
                  .on((on) => sql<boolean>`${on.ref('o.payload')} ->> 'intentId' = ${on.ref('i.id')}::text`)
                  .on('o.done_at', 'is', null),
              )
              .select('i.id')
              .whereRef('i.task_key', '=', 'l.task_key'),
          ),
        ])
        .$castTo<boolean>()
        .as('decided'),
    ])
    .orderBy('l.place'),
);

/** Reads the leaves of a batch in order, for this signer, all at once. */
export const leavesToJudge = (tx: Tx, batchId: string, signerId: string): Promise<LeafToJudge[]> =>
  leaves.all(tx, { batchId, signerId });

type RefusedLeaf = Pick<Refusal, 'code' | 'params'> & { readonly place: number };

const refusedLeaves = statement((given: { batchId: string; refused: readonly RefusedLeaf[] }) =>
  db
    .updateTable('signing_leaf as l')
    .from(records(given.refused, { place: 'integer', code: 'text', params: 'jsonb' }))
    .set((eb) => ({ code: eb.ref('given.code'), params: eb.ref('given.params') }))
    .where('l.batch_id', '=', given.batchId)
    .whereRef('l.place', '=', 'given.place'),
);

/** Records why leaves are not signed; the others are. The batch must be locked, and proved. */
export async function refuseLeaves(tx: Tx, batchId: string, refused: readonly RefusedLeaf[]): Promise<void> {
  if (refused.length > 0) await refusedLeaves.run(tx, { batchId, refused });
}

/** The progress of the act of a leaf; `refused` has the reason. */
export interface LeafReport {
  readonly place: number;
  readonly taskKey: string;
  readonly outcome: 'waiting' | 'signed' | 'sealed' | 'refused';
  readonly code: string | null;
  readonly params: ErrorParams | null;
  readonly faults: readonly FieldFault[] | null;
  /** Null if this signer was never shown that act. */
  readonly number: string | null;
  readonly requestId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

const reported = statement((given: { id: string; personId: string }) =>
  db
    .selectFrom('signing_leaf as l')
    .leftJoin('step_up_proof as f', (join) =>
      join.onRef('f.batch_id', '=', 'l.batch_id').onRef('f.place', '=', 'l.place'),
    )
    .leftJoin('decision_intent as i', 'i.step_up_id', 'f.id')
    .leftJoin('decision as d', (join) => join.onRef('d.id', '=', 'i.id').on('d.voided_at', 'is', null))
    .leftJoin('act as a', 'a.decision_id', 'd.id')
    .leftJoin('decision_reply as y', (join) => join.onRef('y.decision_id', '=', 'i.id').on('y.reply', '=', 'refused'))
    .leftJoin('act_preview as v', (join) =>
      join
        .onRef('v.task_key', '=', 'l.task_key')
        .on('v.signer_id', '=', given.personId)
        .onRef('v.sha256', '=', 'l.sha256'),
    )
    .leftJoin('task as t', 't.key', 'v.task_key')
    .leftJoin('request as r', 'r.id', 't.request_id')
    .leftJoin('person as p', 'p.id', 'r.agent_id')
    .select((eb) => {
      const code = eb.fn.coalesce('l.code', 'y.code');
      return [
        'l.place',
        'l.task_key as taskKey',
        code.as('code'),
        eb.fn.coalesce('l.params', 'y.params').as('params'),
        'y.faults',
        eb
          .case()
          .when(code, 'is not', null)
          .then('refused' as const)
          .when('a.sealed_at', 'is not', null)
          .then('sealed' as const)
          .when('d.id', 'is not', null)
          .then('signed' as const)
          .else('waiting' as const)
          .end()
          .as('outcome'),
        'r.number',
        'r.id as requestId',
        'p.first_name as firstName',
        'p.last_name as lastName',
      ];
    })
    .where('l.batch_id', '=', given.id)
    .orderBy('l.place'),
);

/** Reports what became of each act of a batch, in order. */
export const leavesReport = (tx: Tx, { id, personId }: { id: string; personId: string }): Promise<LeafReport[]> =>
  reported.all(tx, { id, personId });

const signedWith = statement((given: { decisionId: string }) =>
  db
    .selectFrom('decision_intent as i')
    .innerJoin('step_up_proof as f', 'f.id', 'i.step_up_id')
    .innerJoin('signing_leaf as l', (join) =>
      join.onRef('l.batch_id', '=', 'f.batch_id').onRef('l.place', '=', 'f.place'),
    )
    .innerJoin('signing_batch as b', 'b.id', 'l.batch_id')
    .select((eb) => [
      'b.root',
      'l.place as index',
      'b.count as size',
      eb.ref('l.path').$notNull().as('path'),
      'l.task_key as taskKey',
      'l.shown',
      'l.fold_sha256 as foldSha256',
    ])
    .where('i.id', '=', given.decisionId),
);

/**
 * Finds the leaf of what a decision signed, in the format of the evidence; null: it was signed
 * alone.
 */
export const batchOfDecision = (tx: Tx, decisionId: string): Promise<EvidenceBatch | null> =>
  signedWith.first(tx, { decisionId });
