import { sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { ImportFault } from '#domain/people/import-cells.ts';
import type { FileKind, ImportState } from '#domain/people/import-line.ts';
import type { LineState, ReportedLine } from '#domain/people/import-words.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { Prisma, Tx } from '../../client.ts';
import { countOfRows, db, isOneOf, records, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { lockRow } from '../statements/lock-alone.ts';
import { covers } from '../statements/periods.ts';

/** A file to import. */
export interface Batch {
  readonly id: string;
  readonly kind: FileKind;
  /** Of values: the theme that it gives, and the definition by which it is read. */
  readonly theme: string | null;
  readonly themeSha256: string | null;
  readonly fileName: string;
  readonly reason: string;
  readonly madeById: string | null;
  readonly madeAt: Date;
  /** Of values: the second administrator. */
  readonly approvedById: string | null;
  readonly state: ImportState;
  readonly encoding: string | null;
  readonly lines: number;
  readonly fault: ImportFault | null;
  readonly appliedAt: Date | null;
}

/** Creates an import that receives its file; returns its id. */
export async function insertBatch(
  tx: Tx,
  made: {
    kind: FileKind;
    fileName: string;
    reason: string;
    madeById: string | null;
    theme: string | null;
    themeSha256: string | null;
    at: Date;
  },
): Promise<string> {
  const { at, ...facts } = made;
  const data = { id: uuid7(at), ...facts, madeAt: at, touchedAt: at, state: 'receiving' };
  return (await tx.importBatch.create({ data, select: { id: true } })).id;
}

const chunkInserted = statement((given: { batchId: string; number: number; content: Uint8Array }) =>
  db.insertInto('import_chunk').values({ batch_id: given.batchId, number: given.number, content: given.content }),
);

/** Keeps a part of a file. */
export async function insertChunk(tx: Tx, batchId: string, number: number, content: Uint8Array): Promise<void> {
  await chunkInserted.run(tx, { batchId, number, content });
}

const chunk = statement((given: { batchId: string; number: number }) =>
  db
    .selectFrom('import_chunk')
    .select('content')
    .where('batch_id', '=', given.batchId)
    .where('number', '=', given.number),
);

/** Reads the bytes of a file, part by part: one at a time is in memory. */
export async function* chunksOf(tx: Tx, batchId: string): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number++) {
    const row = await chunk.first(tx, { batchId, number });
    if (row === null) return;
    yield row.content;
  }
}

/** Removes the bytes of a file. */
export async function dropChunks(tx: Tx, batchId: string): Promise<void> {
  await tx.importChunk.deleteMany({ where: { batchId } });
}

/** Changes what is given of an import; the rest stays. */
export async function setBatch(
  tx: Tx,
  id: string,
  change: {
    state?: ImportState;
    sha256?: string;
    encoding?: string;
    lines?: number;
    fault?: ImportFault;
    appliedAt?: Date;
    approvedById?: string;
    approvedAt?: Date;
    touchedAt: Date;
  },
): Promise<void> {
  const { fault, ...plain } = change;
  await tx.importBatch.update({
    where: { id },
    data: { ...plain, ...(fault && { fault: fault as unknown as Prisma.InputJsonObject }) },
    select: { id: true },
  });
}

/** Finds an import; null if it does not exist. */
export async function findBatch(tx: Tx, id: string): Promise<Batch | null> {
  return (await tx.importBatch.findUnique({ where: { id } })) as Batch | null;
}

const lockOne = lockRow('import_batch');

/** Finds an import and locks it until the transaction ends: two calls run one after the other. */
export async function lockBatch(tx: Tx, id: string): Promise<Batch | null> {
  await lockOne(tx, id);
  return findBatch(tx, id);
}

const approvers = statement((given: { madeById: string | null; day: CivilDate }) =>
  db
    .selectFrom('habilitation as h')
    .innerJoin('structure as s', 's.id', 'h.structure_id')
    .select('h.person_id as id')
    .distinct()
    .where('h.role', '=', 'administrateur')
    .where('s.parent_id', 'is', null)
    .where((eb) => covers(eb.ref('h.from'), eb.ref('h.until'), given.day))
    .where('h.person_id', 'is distinct from', given.madeById)
    .orderBy('h.person_id'),
);

/** Lists who may approve a file of values: the administrators of the whole, except its sender. */
export const approversOf = async (tx: Tx, madeById: string | null, day: CivilDate): Promise<string[]> =>
  (await approvers.all(tx, { madeById, day })).map(({ id }) => id);

/**
 * Finds the oldest file that a worker has to plan or apply; those of the operator's command are
 * left to it.
 */
export async function waitingBatch(tx: Tx): Promise<Batch | null> {
  return (await tx.importBatch.findFirst({
    where: { state: { in: ['received', 'asked'] }, madeById: { not: null } },
    orderBy: [{ madeAt: 'asc' }, { id: 'asc' }],
  })) as Batch | null;
}

/** Reads a page of one's own imports, latest first; `all`: of everybody's. */
export async function listBatches(
  tx: Tx,
  { madeById, all, page, pageSize }: { madeById: string; all: boolean; page: number; pageSize: number },
) {
  const where = all ? {} : { madeById };
  const rows = await tx.importBatch.findMany({
    where,
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    take: pageSize,
    skip: (page - 1) * pageSize,
    include: {
      madeBy: { select: { id: true, firstName: true, lastName: true } },
      definition: { select: { definition: true } },
    },
  });
  return {
    items: rows.map(({ definition, ...row }) => ({
      ...(row as Omit<typeof row, keyof Batch> & Batch),
      definition: (definition?.definition ?? null) as Theme | null,
    })),
    total: await tx.importBatch.count({ where }),
  };
}

/** A line of a file as it is kept once read. */
export interface LineKept {
  readonly line: number;
  readonly position: number;
  readonly key: string;
  readonly sameKeys: readonly string[];
  readonly said: object | null;
  readonly faults: readonly ImportFault[];
}

type LineRead = Omit<LineKept, 'sameKeys'> & { readonly sameKeys: string[]; readonly state: 'read' | 'fault' };

const linesInserted = statement((given: { batchId: string; lines: readonly LineRead[] }) =>
  db
    .insertInto('import_line')
    .columns(['batch_id', 'line', 'position', 'key', 'same_keys', 'said', 'state', 'faults'])
    .expression((eb) =>
      eb
        .selectFrom(
          records(given.lines, {
            line: 'integer',
            position: 'integer',
            key: 'text',
            sameKeys: 'text[]',
            said: 'jsonb',
            state: 'text',
            faults: 'jsonb',
          }),
        )
        .select(eb.val(given.batchId).as('batch_id'))
        .select(['given.line', 'given.position', 'given.key', 'given.sameKeys', 'given.said', 'given.state'])
        .select('given.faults'),
    ),
);

/** Writes lines as they are read. */
export async function insertLines(tx: Tx, batchId: string, lines: readonly LineKept[]): Promise<void> {
  const read = lines.map(
    ({ sameKeys, ...line }): LineRead => ({
      ...line,
      sameKeys: [...sameKeys],
      state: line.faults.length === 0 ? 'read' : 'fault',
    }),
  );
  await linesInserted.run(tx, { batchId, lines: read });
}

/** Removes the lines of a file that is read again. */
export async function forgetLines(tx: Tx, batchId: string): Promise<void> {
  await tx.importLine.deleteMany({ where: { batchId } });
}

const doublesAtFault = statement((given: { batchId: string }) =>
  db
    .with('said', (made) =>
      made
        .selectFrom('import_line as l')
        .crossJoinLateral((eb) => sql<{ key: string }>`unnest(${eb.ref('l.same_keys')})`.as<'k'>(sql`k(key)`))
        .select(['l.line', 'k.key'])
        .where('l.batch_id', '=', given.batchId),
    )
    .with('twice', (made) =>
      made
        .selectFrom('said')
        .select((eb) => [
          'key',
          eb.fn.min('line').as('first'),
          sql<number>`(${eb.fn.agg<number[]>('array_agg', ['line']).orderBy('line')})[2]`.as('second'),
        ])
        .groupBy('key')
        .having((eb) => eb(eb.fn.countAll(), '>', 1)),
    )
    .with('faulty', (made) =>
      made
        .selectFrom('said as s')
        .innerJoin('twice as t', 't.key', 's.key')
        .select((eb) => [
          's.line',
          eb.fn
            .agg<ImportFault[]>('jsonb_agg', [
              jsonBuildObject({
                code: eb
                  .case(eb.fn<string>('split_part', ['t.key', eb.val(':'), eb.val(1)]))
                  .when('number')
                  .then('number-twice')
                  .when('address')
                  .then('address-twice')
                  .else('twice')
                  .end(),
                params: jsonBuildObject({
                  line: eb
                    .case()
                    .when('s.line', '=', eb.ref('t.first'))
                    .then(eb.ref('t.second'))
                    .else(eb.ref('t.first'))
                    .end(),
                }),
              }),
            ])
            .orderBy('t.key', 'desc')
            .as('faults'),
        ])
        .groupBy('s.line'),
    )
    .updateTable('import_line as l')
    .from('faulty as f')
    .set((eb) => ({
      state: 'fault',
      faults: sql<readonly ImportFault[]>`${eb.ref('l.faults')} || ${eb.ref('f.faults')}`,
    }))
    .where('l.batch_id', '=', given.batchId)
    .whereRef('l.line', '=', 'f.line'),
);

/**
 * Marks as faulty every line that repeats another one: each names the first other. One statement,
 * for a file of any size.
 */
export async function faultDoubles(tx: Tx, batchId: string): Promise<void> {
  await doublesAtFault.run(tx, { batchId });
}

/** The content of a line, to try or to apply. */
export interface LineToDo {
  readonly line: number;
  readonly said: object;
}

const firstToImport = statement((given: { batchId: string; limit: number }) =>
  db
    .selectFrom('import_line')
    .select((eb) => ['line', 'key', eb.ref('said').$notNull().as('said')])
    .where('batch_id', '=', given.batchId)
    .where('state', '=', 'ready')
    .where('said', 'is not', null)
    .orderBy('line')
    .limit(given.limit),
);

/** Lists the first `limit` lines to import, in their order. */
export const linesToImport = (tx: Tx, batchId: string, limit: number): Promise<(LineToDo & { key: string })[]> =>
  firstToImport.all(tx, { batchId, limit });

const nextIn = statement((given: { batchId: string; state: 'read' | 'ready'; after: number; max: number }) =>
  db
    .selectFrom('import_line')
    .select((eb) => ['line', 'position', eb.ref('said').$notNull().as('said')])
    .where('batch_id', '=', given.batchId)
    .where('state', '=', given.state)
    .where('position', '>', given.after)
    .where('said', 'is not', null)
    .orderBy('position')
    .limit(given.max),
);

/**
 * Reads the lines in a state, in the order in which they are applied, `max` at a time: the next
 * ones are read once those are done.
 */
export async function* linesIn(
  tx: Tx,
  batchId: string,
  { state, max }: { readonly state: 'read' | 'ready'; readonly max: number },
): AsyncGenerator<readonly LineToDo[]> {
  for (let after = -1; ; ) {
    const lines = await nextIn.all(tx, { batchId, state, after, max });
    const last = lines.at(-1);
    if (last === undefined) return;
    yield lines;
    after = last.position;
  }
}

const readyHeld = statement((given: { batchId: string; lines: readonly number[] }) =>
  db
    .selectFrom('import_line')
    .select('line')
    .where('batch_id', '=', given.batchId)
    .where((eb) => isOneOf(eb.ref('line'), given.lines))
    .where('state', '=', 'ready')
    .orderBy('line')
    .forUpdate(),
);

/**
 * Returns which of these lines still wait to be applied, and locks their rows until the transaction
 * ends.
 */
export const readyAmong = async (tx: Tx, batchId: string, lines: readonly number[]): Promise<ReadonlySet<number>> =>
  new Set((await readyHeld.all(tx, { batchId, lines })).map(({ line }) => line));

/** What became of a line. */
export interface LineOutcome {
  readonly line: number;
  readonly state: 'ready' | LineState;
  readonly waits: boolean;
  readonly faults: readonly ImportFault[];
  readonly subject: string | null;
}

const outcomesWritten = statement((given: { batchId: string; outcomes: readonly LineOutcome[] }) =>
  db
    .updateTable('import_line as l')
    .from(
      records(given.outcomes, {
        line: 'integer',
        state: 'text',
        waits: 'boolean',
        faults: 'jsonb',
        subject: 'text',
      }),
    )
    .set((eb) => ({
      state: eb.ref('given.state'),
      waits: eb.ref('given.waits'),
      faults: eb.ref('given.faults'),
      subject: eb.ref('given.subject'),
      said: eb.case().when('given.state', 'in', ['applied', 'waits', 'same']).then(null).else(eb.ref('l.said')).end(),
    }))
    .where('l.batch_id', '=', given.batchId)
    .whereRef('l.line', '=', 'given.line'),
);

/**
 * Records what became of lines. The content of a line that was applied, waits or changes nothing is
 * removed: it is kept elsewhere.
 */
export async function writeOutcomes(tx: Tx, batchId: string, outcomes: readonly LineOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await outcomesWritten.run(tx, { batchId, outcomes });
}

const positionsWritten = statement((given: { batchId: string; order: readonly number[] }) =>
  db
    .updateTable('import_line as l')
    .from(
      sql<{ line: number; position: bigint }>`unnest(${given.order}::integer[]) with ordinality`.as<'p'>(
        sql`p(line, position)`,
      ),
    )
    .set((eb) => ({ position: eb.cast<number>('p.position', 'integer') }))
    .where('l.batch_id', '=', given.batchId)
    .whereRef('l.line', '=', 'p.line'),
);

/** Writes the order in which lines are applied. */
export async function writePositions(tx: Tx, batchId: string, order: readonly number[]): Promise<void> {
  await positionsWritten.run(tx, { batchId, order });
}

const linesCounted = statement((given: { batchId: string }) =>
  db
    .selectFrom('import_line')
    .select(['state', 'waits', countOfRows.as('count')])
    .where('batch_id', '=', given.batchId)
    .groupBy(['state', 'waits']),
);

/**
 * Counts the lines in each state; `willWait`: those to import that two administrators must confirm.
 */
export async function countLines(
  tx: Tx,
  batchId: string,
): Promise<Record<LineState | 'read', number> & { willWait: number }> {
  const counts = { read: 0, ready: 0, same: 0, fault: 0, applied: 0, waits: 0, willWait: 0 };
  for (const { state, waits, count } of await linesCounted.all(tx, { batchId })) {
    counts[state] += count;
    if (waits && state === 'ready') counts.willWait += count;
  }
  return counts;
}

interface LinesAsked {
  readonly batchId: string;
  readonly after: number;
  readonly limit: number;
}

const linesAfter = ({ batchId, after, limit }: LinesAsked) =>
  db
    .selectFrom('import_line')
    .select(['line', 'key', 'state', 'waits', 'faults', 'said'])
    .where('batch_id', '=', batchId)
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit);

const reported = statement(linesAfter);
const reportedAtFault = statement((given: LinesAsked) => linesAfter(given).where('state', '=', 'fault'));

/** Lists lines in their order, after one; `faulty`: only those at fault. */
export const reportLines = (
  tx: Tx,
  batchId: string,
  { after, limit, faulty }: { after: number; limit: number; faulty: boolean },
): Promise<ReportedLine[]> => (faulty ? reportedAtFault : reported).all(tx, { batchId, after, limit });

const codesKnown = statement((given: { codes: readonly string[] }) =>
  db
    .selectFrom('structure')
    .select('code')
    .where((eb) => isOneOf(eb.ref('code'), given.codes)),
);

/** Returns which of these codes are those of structures. */
export const knownCodes = async (tx: Tx, codes: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await codesKnown.all(tx, { codes })).map(({ code }) => code));

/** Finds the id of the person with this employee number; null: none. */
export const personByNumber = (tx: Tx, employeeNumber: string) =>
  tx.person.findUnique({ where: { employeeNumber }, select: { id: true } });
