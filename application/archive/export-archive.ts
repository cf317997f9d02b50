import { archivedAs, archivedPiece, readMe } from '../../domain/archive/contents.ts';
import { type Deposit, type MeasuredFile, sedaManifest } from '../../domain/archive/seda.ts';
import type { Evidence } from '../../domain/evidence/evidence.ts';
import type { DocumentStore } from '../../prisma/documents/store.ts';
import { bytes, entriesOf, type Filled, manifestEntry } from './archived-files.ts';
import { type ActAsked, type ArchiveDeps, type Beside, packedCircuit, takeAct } from './take-act.ts';
import { type ZipEntry, zipOf } from './zip.ts';

/** An archive as it is sent: its name, and its bytes once they are asked for. */
export interface SentArchive {
  readonly fileName: string;
  readonly zip: AsyncIterable<Uint8Array>;
}

/** The act that is asked for, and where what its archive lacks comes from. */
type ArchiveAsked = ActAsked &
  Beside & {
    /** Has the ministry seal what the act is today (.p7m); null: it could not. */
    readonly stateToday: () => Promise<Uint8Array | null>;
  };

/**
 * The archive of a sealed act as one .zip, written as it is sent: its editions, its evidence, its supporting documents, its
 * circuit, what it takes to verify all of it elsewhere. Whole, or refused: what misses a document proves less than it seems.
 * @throws {DomainError} not-found, act-not-sealed, forbidden, too-many-requests, circuit-too-complex; while it is read:
 *   document-missing, document-corrupt
 */
export async function exportArchive(
  deps: ArchiveDeps,
  { authority, verifier, stateToday, ...asked }: ArchiveAsked,
): Promise<SentArchive> {
  const { at } = asked;
  const taken = await takeAct(deps, asked, stateToday);
  const { deposit, newest, state } = taken;
  const bundle = await packedCircuit(deps, asked.actor, deposit.evidence);
  const files = contentsOf(deposit.evidence, { newest, bundle, authority, verifier, state, at });
  await taken.trace();
  return { fileName: `${deposit.evidence.act.number}.zip`, zip: zipOf(packed(deps.documents, files, deposit), at) };
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
  }: Beside & {
    readonly at: Date;
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

/** Each file as it is read, then the manifest of what was. */
async function* packed(
  documents: Pick<DocumentStore, 'open'>,
  files: readonly Filled[],
  deposit: Deposit,
): AsyncGenerator<ZipEntry> {
  const measured: MeasuredFile[] = [];
  yield* entriesOf(documents, files, measured);
  yield manifestEntry(sedaManifest(deposit, measured));
}
