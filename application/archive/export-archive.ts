import { archivedAs, readMe } from '#domain/archive/contents.ts';
import { type MeasuredFile, sedaManifest } from '#domain/archive/seda.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import { bytes, entriesOf, type Filled, filesBeside, filesOfAct, manifestEntry } from './archived-files.ts';
import {
  type ActAsked,
  type ArchiveDeps,
  type Beside,
  packedCircuit,
  type StateToday,
  type TakenAct,
  takeAct,
} from './take-act.ts';
import { type ZipEntry, zipOf } from './zip.ts';

/** An archive to send: its name, and its bytes as they are read. */
export interface SentArchive {
  readonly fileName: string;
  readonly zip: AsyncIterable<Uint8Array>;
}

/** The act asked for, and the sources of what its archive lacks. */
type ArchiveAsked = ActAsked & Beside & { readonly stateToday: StateToday };

/**
 * Exports the archive of a sealed act as one .zip, written as it is sent: its editions, evidence,
 * supporting documents and circuit, and what verifies all of it elsewhere. Complete or refused:
 * without one of its documents it would prove less than it seems.
 * @throws {DomainError} not-found, act-not-sealed, forbidden, too-many-requests,
 * circuit-too-complex; while it is read: document-missing, document-corrupt
 */
export async function exportArchive(
  deps: ArchiveDeps,
  { authority, verifier, stateToday, ...asked }: ArchiveAsked,
): Promise<SentArchive> {
  const { at } = asked;
  const taken = await takeAct(deps, asked, { stateToday });
  const { deposit } = taken;
  const { evidence } = deposit;
  const circuit = await packedCircuit(deps, asked.actor, evidence);
  const files: Filled[] = [
    ...filesOfAct(taken),
    ...filesBeside({ authority, verifier }),
    { ...archivedAs('circuit'), content: circuit },
  ];
  const summary = { ...archivedAs('readMe'), content: bytes(readMe(evidence, { files, at })) };
  await taken.trace();
  return {
    fileName: `${evidence.act.number}.zip`,
    zip: zipOf(packed(deps.documents, [summary, ...files], taken), at),
  };
}

/**
 * Yields each file as it is read, then their manifest; when more is asked for, records that the
 * whole was taken.
 */
async function* packed(
  documents: Pick<DocumentStore, 'open'>,
  files: readonly Filled[],
  { deposit, noteTaken }: Pick<TakenAct, 'deposit' | 'noteTaken'>,
): AsyncGenerator<ZipEntry> {
  const measured: MeasuredFile[] = [];
  yield* entriesOf(documents, files, measured);
  yield manifestEntry(sedaManifest(deposit, measured));
  await noteTaken();
}
