import type { SignIn } from '#domain/account/sign-in.ts';
import type { Outcome } from '#domain/decision/decision.ts';
import type { ErrorParams, FieldFault, Refusal } from '#domain/errors.ts';
import type { AskedOfTask } from '#domain/signing/decided-together.ts';
import type { DeskKind, FoldId } from '#domain/signing/desk.ts';
import type { Tx } from '../../client.ts';
import { all, atMost, db, json, records, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

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
  /** Hash of what the fold said of it. */
  readonly said: string;
}

interface NewDecisionBatch
  extends FoldId,
    Pick<DecisionBatch, 'personId' | 'kind' | 'outcome' | 'foldSha256' | 'signIn' | 'madeAt'> {
  readonly askedSha256: string;
}

const inserted = statement((given: NewDecisionBatch & { id: string; count: number }) =>
  db
    .insertInto('decision_batch')
    .values({
      id: given.id,
      person_id: given.personId,
      version_id: given.versionId,
      element_id: given.elementId,
      kind: given.kind,
      outcome: given.outcome,
      fold_sha256: given.foldSha256,
      asked_sha256: given.askedSha256,
      sign_in: json(given.signIn),
      count: given.count,
      made_at: given.madeAt,
    })
    .onConflict((same) => same.columns(['person_id', 'asked_sha256']).where('ended_at', 'is', null).doNothing()),
);

const sameBatch = statement((given: { personId: string; askedSha256: string }) =>
  db
    .selectFrom('decision_batch')
    .select('id')
    .where('person_id', '=', given.personId)
    .where('asked_sha256', '=', given.askedSha256)
    .orderBy('made_at', 'desc')
    .limit(1),
);

type PlacedItem = AskedItem & { readonly place: number };

const ITEM = {
  place: 'integer',
  taskKey: 'text',
  said: 'text',
  reason: 'text',
  reasonLaw: 'text',
  reasonFact: 'text',
} as const;

const itemsInserted = statement((given: { id: string; items: readonly PlacedItem[] }) =>
  db
    .insertInto('decision_batch_item')
    .columns(['batch_id', 'place', 'task_key', 'said', 'reason', 'reason_law', 'reason_fact'])
    .expression(
      db
        .selectFrom(records(given.items, ITEM))
        .select((eb) => [
          eb.val(given.id).as('batch_id'),
          'given.place',
          'given.taskKey',
          'given.said',
          'given.reason',
          'given.reasonLaw',
          'given.reasonFact',
        ]),
    ),
);

/**
 * Writes a batch with what it asks of each task, in that order; or finds the same one, asked before
 * and not ended.
 * @returns its id; `isNew`: false if it was already there
 */
export async function insertDecisionBatch(
  tx: Tx,
  { items, ...batch }: NewDecisionBatch & { readonly items: readonly AskedItem[] },
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const id = uuid7(new Date());
  const written = await inserted.run(tx, { ...batch, id, count: items.length });
  if (written === 0) return { id: (await sameBatch.first(tx, batch))?.id ?? '', isNew: false };
  await itemsInserted.run(tx, { id, items: items.map((item, place) => ({ ...item, place })) });
  return { id, isNew: true };
}

const held = statement((given: { id: string }) =>
  db.selectFrom('decision_batch').where('id', '=', given.id).forUpdate(),
);

const batchOf = statement((given: { id: string }) =>
  db
    .selectFrom('decision_batch')
    .select((eb) => [
      'id',
      'person_id as personId',
      'version_id as versionId',
      'element_id as elementId',
      'kind',
      eb.ref('outcome').$castTo<Outcome>().as('outcome'),
      'fold_sha256 as foldSha256',
      'sign_in as signIn',
      'count',
      'made_at as madeAt',
      'stop_asked_at as stopAskedAt',
      'ended_at as endedAt',
    ])
    .where('id', '=', given.id),
);

/** Finds a batch; `held` locks its row until the transaction ends. */
export async function findDecisionBatch(
  tx: Tx,
  id: string,
  { held: holds = false }: { readonly held?: boolean } = {},
): Promise<DecisionBatch | null> {
  if (holds) await held.all(tx, { id });
  return batchOf.first(tx, { id });
}

/** What was asked of a task; null for each reason not given. */
export interface ItemLeft {
  readonly place: number;
  readonly taskKey: string;
  readonly said: string;
  readonly reason: string | null;
  readonly reasonLaw: string | null;
  readonly reasonFact: string | null;
}

/** Lists what is left to decide, `max` at most, in the order in which it was asked. */
export const itemsLeft = (tx: Tx, batchId: string, max: number): Promise<ItemLeft[]> =>
  all(
    tx,
    db
      .selectFrom('decision_batch_item')
      .select([
        'place',
        'task_key as taskKey',
        'said',
        'reason',
        'reason_law as reasonLaw',
        'reason_fact as reasonFact',
      ])
      .where('batch_id', '=', batchId)
      .where('intent_id', 'is', null)
      .where('code', 'is', null)
      .orderBy('place')
      .limit(atMost(max)),
  );

interface Item {
  readonly batchId: string;
  readonly place: number;
}

const itemHeld = statement((given: Item) =>
  db
    .selectFrom('decision_batch_item')
    .where('batch_id', '=', given.batchId)
    .where('place', '=', given.place)
    .where('intent_id', 'is', null)
    .where('code', 'is', null)
    .forUpdate(),
);

/**
 * Locks what is asked of a task until the transaction ends; false if it was decided or refused
 * meanwhile.
 */
export const lockItem = async (tx: Tx, batchId: string, place: number): Promise<boolean> =>
  (await itemHeld.all(tx, { batchId, place })).length === 1;

const intended = statement((given: Item & { intentId: string }) =>
  db
    .updateTable('decision_batch_item')
    .set({ intent_id: given.intentId })
    .where('batch_id', '=', given.batchId)
    .where('place', '=', given.place),
);

/** Records the intent by which a task of a batch is decided. */
export const markIntended = (tx: Tx, batchId: string, place: number, intentId: string) =>
  intended.run(tx, { batchId, place, intentId });

const itemRefused = statement((given: Item & Refusal) =>
  db
    .updateTable('decision_batch_item')
    .set({ code: given.code, params: json(given.params), faults: json(given.faults) })
    .where('batch_id', '=', given.batchId)
    .where('place', '=', given.place)
    .where('intent_id', 'is', null)
    .where('code', 'is', null),
);

/** Records why a task is not decided; the others still are. */
export const refuseItem = (tx: Tx, batchId: string, place: number, { code, params, faults }: Refusal) =>
  itemRefused.run(tx, { batchId, place, code, params, faults });

const itemsRefused = statement((given: { batchId: string; code: string }) =>
  db
    .updateTable('decision_batch_item')
    .set({ code: given.code })
    .where('batch_id', '=', given.batchId)
    .where('intent_id', 'is', null)
    .where('code', 'is', null),
);

/** Records the same reason for all that is left. */
export const refuseItemsLeft = (tx: Tx, batchId: string, code: string) => itemsRefused.run(tx, { batchId, code });

const stopAsked = statement((given: { id: string; at: Date }) =>
  db
    .updateTable('decision_batch')
    .set({ stop_asked_at: given.at })
    .where('id', '=', given.id)
    .where('stop_asked_at', 'is', null)
    .where('ended_at', 'is', null),
);

/**
 * Records the first time that stopping is asked: what is not decided yet will not be. Returns 0 the
 * next times.
 */
export const askDecisionsToStop = (tx: Tx, id: string, at: Date) => stopAsked.run(tx, { id, at });

const ended = statement((given: { id: string; at: Date }) =>
  db.updateTable('decision_batch').set({ ended_at: given.at }).where('id', '=', given.id).where('ended_at', 'is', null),
);

/** Marks a batch as ended, once. */
export const markDecisionBatchEnded = (tx: Tx, id: string, at: Date) => ended.run(tx, { id, at });

/** The progress of a task of a batch; `refused` has the reason. */
export interface ItemReport {
  readonly taskKey: string;
  readonly outcome: 'waiting' | 'given' | 'refused';
  readonly code: string | null;
  readonly params: ErrorParams | null;
  readonly faults: readonly FieldFault[] | null;
  readonly requestId: string;
  readonly number: string;
  readonly firstName: string;
  readonly lastName: string;
}

const reported = statement((given: { batchId: string }) =>
  db
    .selectFrom('decision_batch_item as x')
    .innerJoin('task as t', 't.key', 'x.task_key')
    .innerJoin('request as r', 'r.id', 't.request_id')
    .innerJoin('person as p', 'p.id', 'r.agent_id')
    .leftJoin('decision as d', (join) => join.onRef('d.id', '=', 'x.intent_id').on('d.voided_at', 'is', null))
    .leftJoin('decision_reply as y', (join) =>
      join.onRef('y.decision_id', '=', 'x.intent_id').on('y.reply', '=', 'refused'),
    )
    .select((eb) => {
      const code = eb.fn.coalesce('x.code', 'y.code');
      return [
        'x.task_key as taskKey',
        code.as('code'),
        eb.fn.coalesce('x.params', 'y.params').as('params'),
        eb.fn.coalesce('x.faults', 'y.faults').as('faults'),
        eb
          .case()
          .when(code, 'is not', null)
          .then('refused' as const)
          .when('d.id', 'is not', null)
          .then('given' as const)
          .else('waiting' as const)
          .end()
          .as('outcome'),
        'r.id as requestId',
        'r.number',
        'p.first_name as firstName',
        'p.last_name as lastName',
      ];
    })
    .where('x.batch_id', '=', given.batchId)
    .orderBy('x.place'),
);

/**
 * Reports what became of each task of a batch, in order, to its author, who was served the folds
 * that it cites.
 */
export const itemsReport = (tx: Tx, batchId: string): Promise<ItemReport[]> => reported.all(tx, { batchId });
