import { fault } from '#domain/people/import-cells.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { MAX_AGENTS } from '#domain/request/act-batch.ts';
import { personByNumber } from '#prisma/repositories/people/imports.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import {
  type ActBatch,
  type ActLineOutcome,
  type ActLineRead,
  type ActLineToDo,
  actLinesIn,
  contentOf,
  insertActLines,
  lockActBatch,
  setActBatch,
  writeActOutcomes,
} from '#prisma/repositories/requests/act-batches.ts';
import { judgeWhole } from '../drafts/valid-draft.ts';
import { encodingOf, FileRefused, textOf } from '../people/imports/decode.ts';
import { readCsv } from '../people/imports/read-csv.ts';
import { headerRead } from '../people/imports/reading.ts';
import type { Version } from '../versions.ts';
import { type BatchDeps, draftOfLine, whyNot } from './act-of-line.ts';
import { beside } from './beside.ts';
import { readingOf } from './columns.ts';

/** Lines tried in a turn. */
const AT_ONCE = 50;

/**
 * Reads the file of a batch: each line is stored with what it says, or what is wrong with it. A
 * file that cannot be read is refused whole.
 */
export async function readActBatch({ database, versions, now }: BatchDeps, batch: ActBatch): Promise<void> {
  const content = await contentOf(database.prisma, batch.id);
  if (content === null) return;
  const read = await linesOf(await versions.get(batch.versionId), content).catch((error: unknown) => {
    if (error instanceof FileRefused) return error;
    throw error;
  });
  await database.transaction(async (tx) => {
    if ((await lockActBatch(tx, batch.id))?.state !== 'received') return;
    if (read instanceof FileRefused)
      return setActBatch(tx, batch.id, { state: 'refused', fault: read.fault, touchedAt: now() });
    await insertActLines(tx, batch.id, read);
    await setActBatch(tx, batch.id, { state: 'read', lines: read.length, touchedAt: now() });
  });
}

/**
 * Reads the lines of a file.
 * @throws {FileRefused}
 */
async function linesOf(version: Version, content: Uint8Array): Promise<ActLineRead[]> {
  const bytes = async function* () {
    yield content;
  };
  const lines: ActLineRead[] = [];
  let read: ((record: { readonly line: number; readonly cells: readonly string[] }) => ActLineRead) | null = null;
  for await (const record of readCsv(textOf(bytes(), await encodingOf(bytes())))) {
    if (read === null) read = headerRead(readingOf(version, record.cells));
    else if (lines.push(read(record)) > MAX_AGENTS) throw new FileRefused('file-too-long', { max: MAX_AGENTS });
  }
  if (lines.length === 0) throw new FileRefused('file-empty');
  return withoutDoubles(lines);
}

/** Marks lines that name the same agent as faulty, all of them: nobody can tell which was meant. */
function withoutDoubles(lines: readonly ActLineRead[]): ActLineRead[] {
  const byKey = Map.groupBy(lines, ({ key }) => key);
  return lines.map((line) => {
    const other = line.key === '' ? undefined : byKey.get(line.key)?.find((each) => each.line !== line.line);
    if (other === undefined) return line;
    return { ...line, said: null, faults: [...line.faults, fault('agent-twice', { line: other.line })] };
  });
}

/**
 * Tries some agents of a batch: records what filing each line would give, without filing anything.
 * Once all are tried, the batch is planned.
 */
export async function tryActBatch(deps: BatchDeps, batch: ActBatch): Promise<void> {
  const { database, now } = deps;
  const lines = await actLinesIn(database.prisma, batch.id, { state: 'read', max: AT_ONCE });
  if (lines.length === 0) return setActBatch(database.prisma, batch.id, { state: 'planned', touchedAt: now() });
  const actor = await actorFacts(database.prisma, batch.madeById);
  const outcomes: ActLineOutcome[] = [];
  await beside(lines, async (line) => {
    outcomes.push({ line: line.line, requestId: null, ...(await tried(deps, batch, actor, line)) });
  });
  await database.transaction(async (tx) => {
    await writeActOutcomes(tx, batch.id, 'read', outcomes);
    await setActBatch(tx, batch.id, { touchedAt: now() });
  });
}

async function tried(
  deps: BatchDeps,
  batch: ActBatch,
  actor: Actor,
  { key, said, line }: ActLineToDo,
): Promise<Pick<ActLineOutcome, 'state' | 'agentId' | 'faults'>> {
  const agentId = (await personByNumber(deps.database.prisma, key))?.id ?? null;
  if (agentId === null) return { state: 'fault', agentId, faults: [fault('agent-unknown')] };
  const at = deps.now();
  try {
    const draft = await draftOfLine(deps, batch, { actor, agentId, said, at });
    const { faults } = await judgeWhole(deps, draft, [], at);
    return { state: faults.length === 0 ? 'ready' : 'fault', agentId, faults };
  } catch (error) {
    const { faults, seen } = await whyNot(deps, batch, { actor, agentId, line, at }, error);
    return { state: 'fault', agentId: seen ? agentId : null, faults };
  }
}
