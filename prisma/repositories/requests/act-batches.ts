import { sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import type { BatchFault, BatchLineState, BatchState } from '#domain/request/act-batch.ts';
import type { Prisma, Tx } from '../../client.ts';
import { all, countOfRows, db, first, json, records, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { lockRow } from '../statements/lock-alone.ts';
import { personRef } from '../statements/person-ref.ts';

type Data = Readonly<Record<string, unknown>>;

/** Acts of a kind started for many agents at once. */
export interface ActBatch {
  readonly id: string;
  readonly kind: string;
  readonly versionId: string;
  readonly madeById: string;
  readonly madeAt: Date;
  /** Null: agents chosen by a filter. */
  readonly fileName: string | null;
  /** The answers that are the same for all. */
  readonly answers: Data;
  readonly state: BatchState;
  readonly lines: number;
  /** Why the whole file is refused. */
  readonly fault: BatchFault | null;
  readonly endedAt: Date | null;
}

const BATCHES = db
  .selectFrom('act_batch as b')
  .select(['b.id', 'b.kind', 'b.version_id as versionId', 'b.made_by_id as madeById', 'b.made_at as madeAt'])
  .select(['b.file_name as fileName', 'b.answers', 'b.state', 'b.lines', 'b.fault', 'b.ended_at as endedAt']);

type NewActBatch = Pick<
  ActBatch,
  'kind' | 'versionId' | 'madeById' | 'madeAt' | 'fileName' | 'answers' | 'state' | 'lines'
> & { readonly content: Uint8Array | null };

const inserted = statement((given: NewActBatch & { id: string }) =>
  db.insertInto('act_batch').values({
    id: given.id,
    kind: given.kind,
    version_id: given.versionId,
    made_by_id: given.madeById,
    made_at: given.madeAt,
    file_name: given.fileName,
    content: given.content,
    answers: json(given.answers),
    state: given.state,
    lines: given.lines,
    touched_at: given.madeAt,
  }),
);

/** Writes a batch; returns its id. */
export async function insertActBatch(tx: Tx, batch: NewActBatch): Promise<string> {
  const id = uuid7(batch.madeAt);
  await inserted.run(tx, { ...batch, id });
  return id;
}

const batchOf = statement((given: { id: string }) => BATCHES.where('b.id', '=', given.id));

/** Finds a batch; null if it does not exist. */
export const findActBatch = (tx: Tx, id: string): Promise<ActBatch | null> => batchOf.first(tx, { id });

const lockOne = lockRow('act_batch');

/** Finds a batch and locks it until the transaction ends: two calls run one after the other. */
export async function lockActBatch(tx: Tx, id: string): Promise<ActBatch | null> {
  await lockOne(tx, id);
  return findActBatch(tx, id);
}

const waiting = statement(() =>
  BATCHES.where('b.state', 'in', ['received', 'read', 'asked']).orderBy('b.touched_at').orderBy('b.id').limit(1),
);

/**
 * Finds the batch that a worker should advance, the one left alone for longest, so that a small one
 * does not wait for a large one; null: none.
 */
export const waitingActBatch = (tx: Tx): Promise<ActBatch | null> => waiting.first(tx, {});

const ownPage = statement((given: { madeById: string; pageSize: number; before: number }) =>
  BATCHES.where('b.made_by_id', '=', given.madeById)
    .orderBy('b.made_at', 'desc')
    .orderBy('b.id', 'desc')
    .limit(given.pageSize)
    .offset(given.before),
);

/** Reads a page of one's own batches, latest first. */
export async function listActBatches(
  tx: Tx,
  { madeById, page, pageSize }: { madeById: string; page: number; pageSize: number },
): Promise<{ readonly items: ActBatch[]; readonly total: number }> {
  const items = await ownPage.all(tx, { madeById, pageSize, before: (page - 1) * pageSize });
  return { items, total: await tx.actBatch.count({ where: { madeById } }) };
}

const bytesOf = statement((given: { id: string }) =>
  db.selectFrom('act_batch').select('content').where('id', '=', given.id),
);

/** Returns the bytes of its file; null once they are read. */
export const contentOf = async (tx: Tx, id: string): Promise<Uint8Array | null> =>
  (await bytesOf.first(tx, { id }))?.content ?? null;

/** Changes what is given of a batch. The bytes of a file that is read, or refused, are removed. */
export async function setActBatch(
  tx: Tx,
  id: string,
  change: {
    readonly state?: BatchState;
    readonly lines?: number;
    readonly fault?: BatchFault;
    readonly askedAt?: Date;
    readonly endedAt?: Date;
    readonly touchedAt: Date;
  },
): Promise<void> {
  const { fault, ...plain } = change;
  await tx.actBatch.update({
    where: { id },
    data: {
      ...plain,
      ...((change.state === 'read' || change.state === 'refused') && { content: null }),
      ...(fault && { fault: fault as unknown as Prisma.InputJsonObject }),
    },
    select: { id: true },
  });
}

/** The content of a line, or why it cannot be read. */
export interface ActLineRead {
  readonly line: number;
  /** The registration number, as it was given. */
  readonly key: string;
  readonly said: Data | null;
  readonly faults: readonly BatchFault[];
}

const linesInserted = statement(
  (given: { batchId: string; lines: readonly (ActLineRead & { state: 'read' | 'fault' })[] }) =>
    db
      .insertInto('act_batch_line')
      .columns(['batch_id', 'line', 'key', 'said', 'state', 'faults'])
      .expression((eb) =>
        eb
          .selectFrom(
            records(given.lines, { line: 'integer', key: 'text', said: 'jsonb', state: 'text', faults: 'jsonb' }),
          )
          .select(eb.val(given.batchId).as('batch_id'))
          .select(['given.line', 'given.key', 'given.said', 'given.state', 'given.faults']),
      ),
);

/** Writes the lines of a batch, as read or at fault. */
export async function insertActLines(tx: Tx, batchId: string, lines: readonly ActLineRead[]): Promise<void> {
  const stated = lines.map((line) => ({
    ...line,
    state: line.faults.length === 0 ? ('read' as const) : ('fault' as const),
  }));
  await linesInserted.run(tx, { batchId, lines: stated });
}

/** An agent to try, or for whom to file. */
export interface ActLineToDo {
  readonly line: number;
  readonly key: string;
  readonly agentId: string | null;
  readonly said: Data;
}

const TO_DO = db
  .selectFrom('act_batch_line')
  .select(['line', 'key', 'agent_id as agentId'])
  .select((eb) => eb.fn.coalesce('said', sql<Data>`'{}'`).as('said'));

const linesToDo = statement((given: { batchId: string; state: 'read' | 'ready'; max: number }) =>
  TO_DO.where('batch_id', '=', given.batchId).where('state', '=', given.state).orderBy('line').limit(given.max),
);

/** Lists the first lines in a state, `max` at most. */
export const actLinesIn = (
  tx: Tx,
  batchId: string,
  asked: { readonly state: 'read' | 'ready'; readonly max: number },
): Promise<ActLineToDo[]> => linesToDo.all(tx, { batchId, ...asked });

const readyLine = statement((given: { batchId: string; line: number }) =>
  TO_DO.where('batch_id', '=', given.batchId).where('line', '=', given.line).where('state', '=', 'ready').forUpdate(),
);

/**
 * Finds a line still to be filed and locks its row until the transaction ends; null if another
 * worker filed it meanwhile.
 */
export const lockReadyLine = (tx: Tx, batchId: string, line: number): Promise<ActLineToDo | null> =>
  readyLine.first(tx, { batchId, line });

/** What became of a line. */
export interface ActLineOutcome {
  readonly line: number;
  readonly state: Exclude<BatchLineState, 'read'>;
  /** Null: nobody whom the starter may know of. */
  readonly agentId: string | null;
  readonly faults: readonly BatchFault[];
  readonly requestId: string | null;
}

const outcomesWritten = statement(
  (given: { batchId: string; from: 'read' | 'ready'; outcomes: readonly ActLineOutcome[] }) =>
    db
      .updateTable('act_batch_line as l')
      .from(
        records(given.outcomes, {
          line: 'integer',
          state: 'text',
          agentId: 'uuid',
          faults: 'jsonb',
          requestId: 'uuid',
        }),
      )
      .set((eb) => ({
        state: eb.ref('given.state'),
        faults: eb.ref('given.faults'),
        agent_id: eb.fn.coalesce('given.agentId', 'l.agent_id'),
        request_id: eb.ref('given.requestId'),
        said: eb.case().when('given.state', '=', 'filed').then(null).else(eb.ref('l.said')).end(),
      }))
      .where('l.batch_id', '=', given.batchId)
      .whereRef('l.line', '=', 'given.line')
      .where('l.state', '=', given.from),
);

/**
 * Records what became of lines that were in state `from`. The content of a filed line is removed:
 * its request holds it.
 */
export async function writeActOutcomes(
  tx: Tx,
  batchId: string,
  from: 'read' | 'ready',
  outcomes: readonly ActLineOutcome[],
): Promise<void> {
  await outcomesWritten.run(tx, { batchId, from, outcomes });
}

const readyAtFault = statement((given: { batchId: string; faults: readonly BatchFault[] }) =>
  db
    .updateTable('act_batch_line')
    .set({ state: 'fault', faults: json(given.faults) })
    .where('batch_id', '=', given.batchId)
    .where('state', '=', 'ready'),
);

/** Marks as faulty all that is still to be filed. */
export async function faultReadyLines(tx: Tx, batchId: string, fault: BatchFault): Promise<void> {
  await readyAtFault.run(tx, { batchId, faults: [fault] });
}

const linesCounted = statement((given: { batchId: string }) =>
  db
    .selectFrom('act_batch_line')
    .select(['state', countOfRows.as('count')])
    .where('batch_id', '=', given.batchId)
    .groupBy('state'),
);

/** Counts the lines in each state. */
export async function countActLines(tx: Tx, batchId: string): Promise<Record<BatchLineState, number>> {
  const counts = { read: 0, ready: 0, filed: 0, fault: 0 };
  for (const { state, count } of await linesCounted.all(tx, { batchId })) counts[state] = count;
  return counts;
}

/** A line as the maker of the batch reads it. */
export interface ActLineRow {
  readonly line: number;
  readonly key: string;
  readonly agent: PersonRef | null;
  readonly said: Data | null;
  readonly state: BatchLineState;
  readonly faults: readonly BatchFault[];
  readonly request: { readonly id: string; readonly number: string } | null;
}

/** Reads a page of its lines, in their order; `state`: only those in it. */
export async function listActLines(
  tx: Tx,
  batchId: string,
  { state, page, pageSize }: { state: BatchLineState | undefined; page: number; pageSize: number },
): Promise<{ readonly items: ActLineRow[]; readonly total: number }> {
  const lines = db.selectFrom('act_batch_line as l').where('l.batch_id', '=', batchId);
  const chosen = state === undefined ? lines : lines.where('l.state', '=', state);
  const items = await all(
    tx,
    chosen
      .select((eb) => [
        ...(['l.line', 'l.key', 'l.said', 'l.state', 'l.faults'] as const),
        eb
          .selectFrom('person as p')
          .select((of) =>
            personRef({ id: of.ref('p.id'), firstName: of.ref('p.first_name'), lastName: of.ref('p.last_name') }).as(
              'agent',
            ),
          )
          .whereRef('p.id', '=', 'l.agent_id')
          .as('agent'),
        eb
          .selectFrom('request as r')
          .select((of) => jsonBuildObject({ id: of.ref('r.id'), number: of.ref('r.number') }).as('request'))
          .whereRef('r.id', '=', 'l.request_id')
          .as('request'),
      ])
      .orderBy('l.line')
      .limit(pageSize)
      .offset((page - 1) * pageSize),
  );
  const counted = await first(tx, chosen.select(countOfRows.as('total')));
  return { items, total: counted?.total ?? 0 };
}

const underWay = statement((given: { kind: string; agentId: string }) =>
  db
    .selectFrom('request')
    .select('number')
    .where('agent_id', '=', given.agentId)
    .where('kind', '=', given.kind)
    .where('closed_at', 'is', null)
    .orderBy('filed_at')
    .limit(1),
);

/** Returns the number of an agent's open request of this kind; null: none. */
export const numberUnderWay = async (tx: Tx, kind: string, agentId: string): Promise<string | null> =>
  (await underWay.first(tx, { kind, agentId }))?.number ?? null;

const lastPost = statement((given: { personId: string; day: CivilDate }) =>
  db
    .selectFrom('posting as o')
    .innerJoin('structure as s', 's.id', 'o.structure_id')
    .select((eb) => [eb.ref('o.until').$notNull().as('until'), 's.path'])
    .where('o.person_id', '=', given.personId)
    .where('o.until', '<', given.day)
    .orderBy('o.until', 'desc')
    .orderBy('o.id', 'desc')
    .limit(1),
);

/** Returns the last day and the place of the last post that ended before that day; null: none. */
export const lastPostBefore = (
  tx: Tx,
  personId: string,
  day: CivilDate,
): Promise<{ readonly until: CivilDate; readonly path: string } | null> => lastPost.first(tx, { personId, day });
