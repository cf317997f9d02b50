import { DomainError } from '#domain/errors.ts';
import { fault, type ImportFault } from '#domain/people/import-cells.ts';
import type { ImportKind, Said } from '#domain/people/import-line.ts';
import { planStructures } from '#domain/people/import-plan.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import type { Database, Tx } from '#prisma/client.ts';
import {
  type Batch,
  countLines,
  dropChunks,
  faultDoubles,
  findBatch,
  forgetLines,
  insertLines,
  knownCodes,
  type LineOutcome,
  type LineToDo,
  linesIn,
  setBatch,
  writeOutcomes,
  writePositions,
} from '#prisma/repositories/people/imports.ts';
import { type Applied, applyLine, atFault, faultOf } from './apply-line.ts';
import { encodingOf, FileRefused, textOf } from './decode.ts';
import { bytesOf } from './file-bytes.ts';
import { type ImportDeps, lineDeps } from './import-deps.ts';
import { type CsvRecord, readCsv } from './read-csv.ts';
import { entryReading, tryEntries } from './read-entries.ts';
import { lineReading, type Reading } from './reading.ts';

/** Maximum of lines in a file. */
export const MAX_LINES = 1_000_000;
/** Lines stored, or tried, between two updates of the progress. */
const AT_ONCE = 500;

/**
 * Plans a file: reads it and tries each of its lines in a transaction that is rolled back, so that
 * the report says what would be done. A file that cannot be read is refused whole; otherwise it
 * waits to be asked for.
 */
export async function planImport(deps: ImportDeps, batchId: string): Promise<void> {
  const { prisma } = deps.database;
  const batch = await findBatch(prisma, batchId);
  if (batch === null || batch.state !== 'received') return;
  const { reading, tryAll } = await waysOf(deps, batch);
  const bytes = () => bytesOf(prisma, batch, deps.secrets);
  try {
    await forgetLines(prisma, batchId);
    const encoding = await encodingOf(bytes());
    const lines = await keepLines(deps, batchId, reading, textOf(bytes(), encoding));
    await setBatch(prisma, batchId, { encoding, lines, touchedAt: deps.now() });
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return refuseFile(prisma, batchId, error.fault, deps.now());
  }
  await faultDoubles(prisma, batchId);
  await tryAll();
  await dropChunks(prisma, batchId);
  await setBatch(prisma, batchId, { state: 'planned', touchedAt: deps.now() });
}

/** Refuses a whole file, and deletes what was read of it. */
export async function refuseFile(tx: Tx, batchId: string, why: ImportFault, at: Date): Promise<void> {
  await forgetLines(tx, batchId);
  await dropChunks(tx, batchId);
  await setBatch(tx, batchId, { state: 'refused', fault: why, touchedAt: at });
}

/** Reads lines and stores them in batches; returns how many there are. */
async function keepLines({ database, now }: ImportDeps, id: string, reading: Reading, text: AsyncIterable<string>) {
  let begun = false;
  let lines = 0;
  let some: CsvRecord[] = [];
  const flush = async () => {
    await insertLines(database.prisma, id, await reading.read(some));
    some = [];
    await setBatch(database.prisma, id, { lines, touchedAt: now() });
  };
  for await (const record of readCsv(text)) {
    if (!begun) {
      reading.begin(record.cells);
      begun = true;
      continue;
    }
    lines += 1;
    if (lines > MAX_LINES) throw new FileRefused('file-too-long', { max: MAX_LINES });
    some.push(record);
    if (some.length >= AT_ONCE) await flush();
  }
  if (!begun || lines === 0) throw new FileRefused('file-empty');
  await flush();
  return lines;
}

/** Returns how the lines of a file are read, then tried. */
async function waysOf(deps: ImportDeps, batch: Batch): Promise<{ reading: Reading; tryAll: () => Promise<void> }> {
  if (batch.kind === 'situation')
    return { reading: await entryReading(deps, batch), tryAll: () => tryEntries(deps, batch) };
  const { kind } = batch;
  const reading = lineReading(kind);
  return { reading, tryAll: () => (kind === 'structures' ? tryStructures(deps, batch) : tryLines(deps, batch, kind)) };
}

/** Tries the lines one by one. */
async function tryLines(deps: ImportDeps, batch: Batch, kind: ImportKind): Promise<void> {
  const actor = await deps.actorOf(deps.database.prisma, batch.madeById);
  for await (const lines of linesIn(deps.database.prisma, batch.id, { state: 'read', max: AT_ONCE })) {
    const outcomes: LineOutcome[] = [];
    for (const line of lines) outcomes.push(await tried(deps, { batch, kind, actor }, line));
    await writeOutcomes(deps.database.prisma, batch.id, outcomes);
    await setBatch(deps.database.prisma, batch.id, { touchedAt: deps.now() });
  }
}

/** Thrown at the end of a trial to roll back what it wrote, with its outcome. */
class Undone extends Error {
  override readonly name = 'Undone';
  readonly state: Applied['state'];

  constructor(state: Applied['state']) {
    super(state);
    this.state = state;
  }
}

async function tried(
  deps: ImportDeps,
  { batch, kind, actor }: { readonly batch: Batch; readonly kind: ImportKind; readonly actor: Actor },
  { line, said }: LineToDo,
): Promise<LineOutcome> {
  try {
    return await deps.database.transaction<never>(async (tx) => {
      const { state } = await applyLine(lineDeps(deps, batch, actor, tx), kind, said as Said[ImportKind]);
      throw new Undone(state);
    });
  } catch (error) {
    if (error instanceof Undone)
      return {
        ...{ line, state: error.state === 'same' ? 'same' : 'ready', waits: error.state === 'waits' },
        ...{ faults: [], subject: null },
      };
    const why = faultOf(error);
    if (why === null) throw error;
    return atFault(line, why);
  }
}

/**
 * Tries structures, parents first. One below a structure that the file creates is taken as ready,
 * and tried when it is applied.
 */
async function tryStructures(deps: ImportDeps, batch: Batch): Promise<void> {
  const { prisma } = deps.database;
  const lines: LineToDo[] = [];
  for await (const some of linesIn(prisma, batch.id, { state: 'read', max: AT_ONCE })) lines.push(...some);
  const said = new Map(lines.map((line) => [line.line, line.said as Said['structures']]));
  const codes = [...said.values()].flatMap(({ code, parent }) => (parent === null ? [code] : [code, parent]));
  const known = await knownCodes(prisma, codes);
  const plan = planStructures(
    [...said].map(([line, { code, parent }]) => ({ line, code, parent })),
    known,
  );
  const lineOf = new Map([...said].map(([line, { code }]) => [code, line]));
  const refused = new Set(plan.faults.keys());
  const outcomes: LineOutcome[] = [...plan.faults].map(([line, why]) => atFault(line, why));
  const actor = await deps.actorOf(deps.database.prisma, batch.madeById);
  const byLine = new Map(lines.map((line) => [line.line, line]));
  for (const line of plan.order) {
    const { parent } = said.get(line) ?? { parent: null };
    const above = parent === null || known.has(parent) ? undefined : lineOf.get(parent);
    const toDo = byLine.get(line);
    if (toDo === undefined) continue;
    if (above !== undefined && refused.has(above)) outcomes.push(atFault(line, fault('waits-for', { line: above })));
    else if (above !== undefined) outcomes.push({ line, state: 'ready', waits: false, faults: [], subject: null });
    else outcomes.push(await tried(deps, { batch, kind: 'structures', actor }, toDo));
    if (outcomes.at(-1)?.state === 'fault') refused.add(line);
  }
  await writePositions(prisma, batch.id, plan.order);
  await writeOutcomes(prisma, batch.id, outcomes);
}

/**
 * Returns the state of a file, with the number of lines by outcome.
 * @throws {DomainError} not-found
 */
export async function standingOf(database: Database, batchId: string) {
  const batch = await findBatch(database.prisma, batchId);
  if (batch === null) throw new DomainError('not-found');
  return { batch, counts: await countLines(database.prisma, batchId) };
}
