import { archivedAs } from '#domain/archive/contents.ts';
import { type DepositedTogether, type MeasuredFile, sedaManifestOf } from '#domain/archive/seda.ts';
import { type ArchivedTogether, folderOf, type LeftOut, sharedCircuit, summaryOf } from '#domain/archive/summary.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { type ActToArchive, piecesWeigh } from '#prisma/repositories/acts/archived.ts';
import { dayProver } from '../evidence/prove-day.ts';
import { bytes, entriesOf, type Filled, filesBeside, filesOfAct, manifestEntry } from './archived-files.ts';
import type { SentArchive } from './export-archive.ts';
import { type ArchiveDeps, type Beside, packedCircuit, type StateToday, type TakenAct, takeAct } from './take-act.ts';
import { type ZipEntry, zipOf } from './zip.ts';

/** Maximum number of acts in one archive: that of a signing batch. */
export const MAX_ARCHIVED = 1_000;
/**
 * Limits of their documents: without ZIP64, a .zip holds 4 GB and 65,535 files, with those of each
 * act.
 */
const MAX_BYTES = 3_000_000_000;
const MAX_PIECES = 60_000;

interface ArchivesAsked extends Beside {
  readonly actor: Actor;
  readonly acts: readonly ActToArchive[];
  /** The structure that all of them belong to, itself or below it. */
  readonly agency: string;
  readonly at: Date;
  readonly stateToday: StateToday;
}

/**
 * Exports the archive of several acts as one .zip, written as it is sent: a folder for each act
 * and, once for all of them, their circuits, what verifies them, a summary and a manifest. Each act
 * is judged when its turn comes, as if alone; the summary lists those that the person may not take.
 * @throws {DomainError} archive-too-large, archive-empty; while it is read: document-missing,
 * document-corrupt, too-many-requests
 */
export async function exportArchives(deps: ArchiveDeps, asked: ArchivesAsked): Promise<SentArchive> {
  const { database } = deps;
  const { actor, acts, agency, at } = asked;
  await weighArchive(database.prisma, acts);
  await database.transaction((tx) =>
    appendAudit(tx, {
      ...{ chain: SYSTEM_CHAIN, at, actorId: actor.personId, verb: 'archive.export', subject: 'archive' },
      payload: { acts: acts.length },
    }),
  );
  return { fileName: `actes-${agency}-${parisDay(at)}.zip`, zip: zipOf(packedTogether(deps, asked), at) };
}

/**
 * Returns the total size of these acts' documents, in bytes.
 * @throws {DomainError} archive-empty, archive-too-large
 */
export async function weighArchive(tx: Tx, acts: readonly ActToArchive[]): Promise<number> {
  if (acts.length === 0) throw new DomainError('archive-empty');
  const bounds = { max: MAX_ARCHIVED, files: MAX_PIECES, gigabytes: MAX_BYTES / 1e9 };
  const tooLarge = () => new DomainError('archive-too-large', bounds);
  if (acts.length > MAX_ARCHIVED) throw tooLarge();
  const ids = acts.map(({ requestId }) => requestId);
  const { files, bytes } = await piecesWeigh(tx, ids);
  if (bytes > MAX_BYTES || files > MAX_PIECES) throw tooLarge();
  return bytes;
}

/** Yields the acts one by one, what they share, then the summary and the manifest. */
async function* packedTogether(deps: ArchiveDeps, asked: ArchivesAsked): AsyncGenerator<ZipEntry> {
  const { actor, acts, agency, at, stateToday } = asked;
  const kept: DepositedTogether[] = [];
  const told: ArchivedTogether[] = [];
  const left: { number: string; because: LeftOut }[] = [];
  const notes: TakenAct['noteTaken'][] = [];
  const circuits = new Set<string>();
  const shared: MeasuredFile[] = [];
  const sharing = (...files: Filled[]) => entriesOf(deps.documents, files, shared);
  yield* sharing(...filesBeside(asked));
  const actIds = acts.map(({ actId }) => actId);
  const proveDay = dayProver(
    { prisma: deps.database.prisma, documents: deps.documents },
    { actIds, askedBy: actor.personId },
  );
  for (const { number, ...act } of acts) {
    const taken = await takeAct(deps, { ...act, actor, at }, { stateToday, proveDay }).catch(leftOut);
    if (typeof taken === 'string') {
      left.push({ number, because: taken });
      continue;
    }
    const { evidence, ...said } = taken.deposit;
    const circuit = sharedCircuit(evidence.circuit);
    if (!circuits.has(circuit.path)) {
      circuits.add(circuit.path);
      yield* sharing({ ...circuit, content: await packedCircuit(deps, actor, evidence) });
    }
    await taken.trace();
    notes.push(taken.noteTaken);
    const files: MeasuredFile[] = [];
    yield* entriesOf(deps.documents, filesOfAct(taken, folderOf(number)), files);
    // Only what the manifest says: a thousand whole evidence files would take too much memory.
    const { act: deposited, author, agent, request } = evidence;
    const manifested = { act: deposited, author, ...(agent && { agent }), ...(request && { request }) };
    kept.push({ deposit: { evidence: manifested, ...said }, files });
    told.push({ act: deposited, pieces: evidence.pieces.length, circuit, hasState: taken.state !== null });
  }
  const summary = summaryOf(told, { left, shared: [archivedAs('readMe'), ...shared], at });
  yield* sharing({ ...archivedAs('readMe'), content: bytes(summary) });
  yield manifestEntry(sedaManifestOf(kept, { shared, agency, at }));
  for (const noteTaken of notes) await noteTaken();
}

/** Returns why an act is left out; any other error ends the archive. */
function leftOut(error: unknown): LeftOut {
  if (!(error instanceof DomainError)) throw error;
  if (error.code === 'act-not-sealed') return 'not-sealed';
  if (error.code === 'forbidden' || error.code === 'not-found') return 'forbidden';
  throw error;
}
