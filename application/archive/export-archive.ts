import { createHash } from 'node:crypto';
import { type ArchivedFile, archivedAs, archivedPiece, readMe } from '../../domain/archive/contents.ts';
import { type Deposit, MANIFEST, type MeasuredFile, sedaManifest } from '../../domain/archive/seda.ts';
import { parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Evidence } from '../../domain/evidence/evidence.ts';
import type { Actor } from '../../domain/permissions/actor.ts';
import { canTakeArchive } from '../../domain/permissions/request.ts';
import type { DocumentStore } from '../../prisma/documents/store.ts';
import { newestEdition } from '../../prisma/repositories/acts/editions.ts';
import { retentions, signatureOf } from '../../prisma/repositories/acts/retention.ts';
import { versionNumbered } from '../../prisma/repositories/circuits.ts';
import { piecesOfRequest } from '../../prisma/repositories/pieces.ts';
import { packCircuit } from '../atelier/package/export-circuit.ts';
import type { CircuitPackages } from '../atelier/package/packages.ts';
import type { Deps } from '../dependencies.ts';
import { traceReadings } from '../dossiers/trace-reading.ts';
import { exportEvidence } from '../evidence/export-evidence.ts';
import { noteOpening } from '../evidence/note-opening.ts';
import { seeRequest } from '../requests/seen-request.ts';
import { type ZipEntry, zipOf } from './zip.ts';

type ArchiveDeps = Pick<Deps, 'database'> & {
  readonly documents: Pick<DocumentStore, 'read' | 'open'>;
  readonly packages: CircuitPackages;
};

/** The act that is asked for, and where what its archive lacks comes from. */
interface ArchiveAsked {
  readonly actor: Actor;
  readonly requestId: string;
  readonly actId: string;
  readonly at: Date;
  /** The certificates of the ministry's authorities (PEM); null: they could not be read. */
  readonly authority: string | null;
  /** The page that verifies acts offline; null: it is not built here. */
  readonly verifier: Uint8Array | null;
  /** Has the ministry seal what the act is today (.p7m); null: it could not. */
  readonly stateToday: () => Promise<Uint8Array | null>;
}

/** What goes into it: bytes that are at hand, or a document by its hash, read when its turn comes. */
type Filled = ArchivedFile & { readonly content: Uint8Array | string };

/**
 * The archive of a sealed act as one .zip, written as it is sent: its editions, its evidence, its supporting documents, its
 * circuit, what it takes to verify all of it elsewhere. Whole, or refused: what misses a document proves less than it seems.
 * @throws {DomainError} not-found, act-not-sealed, forbidden, too-many-requests, circuit-too-complex; while it is read:
 *   document-missing, document-corrupt
 */
export async function exportArchive(
  deps: ArchiveDeps,
  { authority, verifier, stateToday, ...asked }: ArchiveAsked,
): Promise<{ readonly fileName: string; readonly zip: AsyncIterable<Uint8Array> }> {
  const { database, documents, packages } = deps;
  const { prisma } = database;
  const { actor, requestId, actId, at } = asked;
  const { row, facts } = await seeRequest(prisma, actor, requestId, at);
  if (!facts.sealed) throw new DomainError('act-not-sealed');
  if (!canTakeArchive(actor, facts, await piecesOfRequest(prisma, row.id), parisDay(at)))
    throw new DomainError('forbidden');
  const state = await stateToday();
  const evidence: Evidence = await exportEvidence({ database, documents }, asked);
  const { act, circuit, pieces } = evidence;
  const [newest, signature, retention, versionId] = await Promise.all([
    newestEdition(prisma, act.sha256),
    signatureOf(prisma, actId),
    retentions(prisma, parisDay(at)),
    versionNumbered(prisma, { kind: circuit.processId, number: circuit.version }),
  ]);
  if (versionId === null) throw new DomainError('not-found');
  const { zip: bundle } = await packCircuit({ database, packages }, { personId: actor.personId, from: { versionId } });
  const files = contentsOf(evidence, { newest, bundle, authority, verifier, state, at });
  await traceReadings(database, { ownerId: row.agentId, readerId: actor.personId, at }, [
    { what: 'act', subject: actId },
    ...pieces.map(({ id }) => ({ what: 'piece' as const, subject: id })),
  ]);
  if (actor.personId === row.agentId)
    await noteOpening({ database }, { agentId: row.agentId, requestId: row.id, actId, what: 'downloaded', at });
  const deposit = { evidence, ...signature, retention: retention(circuit.processId), at };
  return { fileName: `${act.number}.zip`, zip: zipOf(entriesOf(documents, files, deposit), at) };
}

/** What an archive holds, its summary first. */
function contentsOf(
  evidence: Evidence,
  {
    newest,
    bundle,
    authority,
    verifier,
    state,
    at,
  }: Pick<ArchiveAsked, 'authority' | 'verifier' | 'at'> & {
    readonly newest: string;
    readonly bundle: Uint8Array;
    readonly state: Uint8Array | null;
  },
): Filled[] {
  const { act, pieces } = evidence;
  const files: Filled[] = [
    { ...archivedAs('act'), content: newest },
    ...(newest === act.sha256 ? [] : [{ ...archivedAs('sealed'), content: act.sha256 }]),
    { ...archivedAs('evidence'), content: bytes(`${JSON.stringify(evidence, null, 2)}\n`) },
    ...(authority === null ? [] : [{ ...archivedAs('authority'), content: bytes(authority) }]),
    ...(state === null ? [] : [{ ...archivedAs('state'), content: state }]),
    ...(verifier === null ? [] : [{ ...archivedAs('verifier'), content: verifier }]),
    { ...archivedAs('circuit'), content: bundle },
    ...pieces.map((piece) => ({ ...archivedPiece(piece), content: piece.sha256 })),
  ];
  return [{ ...archivedAs('readMe'), content: bytes(readMe(evidence, { files, at })) }, ...files];
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Each file as it is read, then the manifest of what was. */
async function* entriesOf(
  documents: Pick<DocumentStore, 'open'>,
  files: readonly Filled[],
  deposit: Deposit,
): AsyncGenerator<ZipEntry> {
  const measured: MeasuredFile[] = [];
  for (const { content, ...file } of files) {
    const read = typeof content === 'string' ? documentOf(documents, content) : sliced(content);
    const isText = file.mediaType === 'application/json' || file.mediaType.startsWith('text/');
    yield { path: file.path, isText, content: measuring(read, (measure) => measured.push({ ...file, ...measure })) };
  }
  yield { path: MANIFEST, isText: true, content: sliced(bytes(sedaManifest(deposit, measured))) };
}

async function* measuring(
  content: AsyncIterable<Uint8Array>,
  done: (measure: Pick<MeasuredFile, 'size' | 'sha512'>) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha512');
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    hash.update(chunk);
    yield chunk;
  }
  done({ size, sha512: hash.digest('hex') });
}

/** A document as it is kept, in parts; the last one only once all of them have its hash. */
async function* documentOf(documents: Pick<DocumentStore, 'open'>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  const { stream } = await documents.open(sha256);
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256) throw new DomainError('document-corrupt');
}

/** Others are served between two parts. */
const PART = 65_536;

async function* sliced(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < content.length; from += PART) {
    yield content.subarray(from, from + PART);
    await new Promise(setImmediate);
  }
}
