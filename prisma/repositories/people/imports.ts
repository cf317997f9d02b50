import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { ImportFault } from '#domain/people/import-cells.ts';
import type { FileKind, ImportState } from '#domain/people/import-line.ts';
import type { LineState, ReportedLine } from '#domain/people/import-words.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { inForceOn } from '../in-force.ts';

export interface Batch {
  readonly id: string;
  readonly kind: FileKind;
  /** Of values: the theme that it gives, and the definition that it is read by. */
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

export async function insertChunk(tx: Tx, batchId: string, number: number, content: Uint8Array): Promise<void> {
  await tx.$executeRaw`insert into import_chunk (batch_id, number, content) values (${batchId}::uuid, ${number}, ${content})`;
}

/** The bytes of a file, part by part: one at a time is held. */
export async function* chunksOf(tx: Tx, batchId: string): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number++) {
    const [row] = await tx.$queryRaw<{ content: Uint8Array }[]>`
      select content from import_chunk where batch_id = ${batchId}::uuid and number = ${number}`;
    if (row === undefined) return;
    yield row.content;
  }
}

export async function dropChunks(tx: Tx, batchId: string): Promise<void> {
  await tx.importChunk.deleteMany({ where: { batchId } });
}

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

export async function findBatch(tx: Tx, id: string): Promise<Batch | null> {
  return (await tx.importBatch.findUnique({ where: { id } })) as Batch | null;
}

/** Held until the transaction ends: whoever asks twice asks one after the other. */
export async function lockBatch(tx: Tx, id: string): Promise<Batch | null> {
  await tx.$queryRaw`select 1 as locked from import_batch where id = ${id}::uuid for update`;
  return findBatch(tx, id);
}

/** Who may approve a file of values: who administers the whole, but for whoever sent it. */
export async function approversOf(tx: Tx, madeById: string | null, day: CivilDate): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct h.person_id::text as id from habilitation h join structure s on s.id = h.structure_id
     where h.role = 'administrateur' and s.parent_id is null and ${inForceOn(Prisma.sql`h`, day)}
       and h.person_id is distinct from ${madeById}::uuid order by 1`;
  return rows.map(({ id }) => id);
}

/** The oldest file that a worker has to plan or to apply; those of the operator's command are its own. */
export async function waitingBatch(tx: Tx): Promise<Batch | null> {
  return (await tx.importBatch.findFirst({
    where: { state: { in: ['received', 'asked'] }, madeById: { not: null } },
    orderBy: [{ madeAt: 'asc' }, { id: 'asc' }],
  })) as Batch | null;
}

/** The latest first: one's own; `all`: those of everybody. */
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

export interface LineKept {
  readonly line: number;
  readonly position: number;
  readonly key: string;
  readonly sameKeys: readonly string[];
  readonly said: object | null;
  readonly faults: readonly ImportFault[];
}

/** Writes lines as they are read. */
export async function insertLines(tx: Tx, batchId: string, lines: readonly LineKept[]): Promise<void> {
  const rows = lines.map(({ faults, ...line }) => ({ ...line, faults, state: faults.length === 0 ? 'read' : 'fault' }));
  await tx.$executeRaw`
    insert into import_line (batch_id, line, position, key, same_keys, said, state, faults)
    select ${batchId}::uuid, r.line, r.position, r.key, array(select jsonb_array_elements_text(r."sameKeys")), r.said, r.state, r.faults
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (line int, position int, key text, "sameKeys" jsonb, said jsonb, state text, faults jsonb)`;
}

/** Forgets the lines of a file that is read anew. */
export async function forgetLines(tx: Tx, batchId: string): Promise<void> {
  await tx.importLine.deleteMany({ where: { batchId } });
}

/** Puts at fault every line that says what another one says too: each names the first other. Once, whatever the size. */
export async function faultDoubles(tx: Tx, batchId: string): Promise<void> {
  await tx.$executeRaw`
    with said as (
      select l.line, k.key from import_line l cross join lateral unnest(l.same_keys) k (key) where l.batch_id = ${batchId}::uuid),
    twice as (
      select key, min(line) as first, (array_agg(line order by line))[2] as second from said group by key having count(*) > 1),
    faulty as (
      select s.line, jsonb_agg(jsonb_build_object(
               'code', case split_part(t.key, ':', 1) when 'number' then 'number-twice' when 'address' then 'address-twice' else 'twice' end,
               'params', jsonb_build_object('line', case when s.line = t.first then t.second else t.first end)) order by t.key desc) as faults
        from said s join twice t on t.key = s.key group by s.line)
    update import_line l set state = 'fault', faults = l.faults || f.faults
      from faulty f where l.batch_id = ${batchId}::uuid and l.line = f.line`;
}

/** What a line says, to try or to apply. */
export interface LineToDo {
  readonly line: number;
  readonly said: object;
}

/** Lines that say something, in their order: the first `limit` of those to import. */
export const linesToImport = (tx: Tx, batchId: string, limit: number): Promise<(LineToDo & { key: string })[]> =>
  tx.$queryRaw`
    select line, key, said from import_line
     where batch_id = ${batchId}::uuid and state = 'ready' and said is not null order by line limit ${limit}`;

/** The lines in a state, in the order in which they are applied, `max` at a time: the next ones are read once those are done. */
export async function* linesIn(
  tx: Tx,
  batchId: string,
  { state, max }: { readonly state: 'read' | 'ready'; readonly max: number },
): AsyncGenerator<readonly LineToDo[]> {
  for (let after = -1; ; ) {
    const lines = await tx.$queryRaw<(LineToDo & { position: number })[]>`
      select line, position, said from import_line
       where batch_id = ${batchId}::uuid and state = ${state} and position > ${after} and said is not null
       order by position limit ${max}`;
    const last = lines.at(-1);
    if (last === undefined) return;
    yield lines;
    after = last.position;
  }
}

/** Which of these lines wait to be applied still, their rows held until the transaction ends. */
export async function readyAmong(tx: Tx, batchId: string, lines: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await tx.$queryRaw<{ line: number }[]>`
    select line from import_line
     where batch_id = ${batchId}::uuid and line = any(${[...lines]}::int[]) and state = 'ready' order by line for update`;
  return new Set(rows.map(({ line }) => line));
}

export interface LineOutcome {
  readonly line: number;
  readonly state: 'ready' | LineState;
  readonly waits: boolean;
  readonly faults: readonly ImportFault[];
  readonly subject: string | null;
}

/** Writes what became of lines. What was applied, or is the same, is said elsewhere from then on. */
export async function writeOutcomes(tx: Tx, batchId: string, outcomes: readonly LineOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.$executeRaw`
    update import_line l set state = r.state, waits = r.waits, faults = r.faults, subject = r.subject,
           said = case when r.state in ('applied', 'waits', 'same') then null else l.said end
      from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
        as r (line int, state text, waits boolean, faults jsonb, subject text)
     where l.batch_id = ${batchId}::uuid and l.line = r.line`;
}

/** In which order lines are applied. */
export async function writePositions(tx: Tx, batchId: string, order: readonly number[]): Promise<void> {
  await tx.$executeRaw`
    update import_line l set position = p.position from unnest(${[...order]}::int[]) with ordinality p (line, position)
     where l.batch_id = ${batchId}::uuid and l.line = p.line`;
}

/** How many lines are in each state; `waits`: of those to import, how many two administrators will give. */
export async function countLines(
  tx: Tx,
  batchId: string,
): Promise<Record<LineState | 'read', number> & { willWait: number }> {
  const rows = await tx.$queryRaw<{ state: LineState | 'read'; waits: boolean; count: number }[]>`
    select state, waits, count(*)::int as count from import_line where batch_id = ${batchId}::uuid group by state, waits`;
  const counts = { read: 0, ready: 0, same: 0, fault: 0, applied: 0, waits: 0, willWait: 0 };
  for (const { state, waits, count } of rows) {
    counts[state] += count;
    if (waits && state === 'ready') counts.willWait += count;
  }
  return counts;
}

/** Lines in their order, after one; `faulty`: only those at fault. */
export const reportLines = (
  tx: Tx,
  batchId: string,
  { after, limit, faulty }: { after: number; limit: number; faulty: boolean },
): Promise<ReportedLine[]> =>
  tx.$queryRaw<ReportedLine[]>`
    select line, key, state, waits, faults, said from import_line
     where batch_id = ${batchId}::uuid and line > ${after}
       and ${faulty ? Prisma.sql`state = 'fault'` : Prisma.sql`true`} order by line limit ${limit}`;

/** Which of these codes are those of structures. */
export async function knownCodes(tx: Tx, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await tx.$queryRaw<{ code: string }[]>`select code from structure where code = any(${[...codes]})`;
  return new Set(found.map(({ code }) => code));
}

export const personByNumber = (tx: Tx, employeeNumber: string) =>
  tx.person.findUnique({ where: { employeeNumber }, select: { id: true } });
