import { createHash } from 'node:crypto';
import { type ArchivedFile, archivedAs, archivedPiece } from '#domain/archive/contents.ts';
import { MANIFEST, type MeasuredFile } from '#domain/archive/seda.ts';
import { DomainError } from '#domain/errors.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import type { Beside, TakenAct } from './take-act.ts';
import type { ZipEntry } from './zip.ts';

/** A file of an archive: its bytes, or the hash of a document that is read when its turn comes. */
export type Filled = ArchivedFile & { readonly content: Uint8Array | string };

/** Lists the files of an act in an archive, at the root or in a folder. */
export function filesOfAct({ deposit: { evidence }, newest, state }: Omit<TakenAct, 'trace'>, folder = ''): Filled[] {
  const { act, pieces } = evidence;
  return [
    { ...archivedAs('act', folder), content: newest },
    ...(newest === act.sha256 ? [] : [{ ...archivedAs('sealed', folder), content: act.sha256 }]),
    { ...archivedAs('evidence', folder), content: bytes(`${JSON.stringify(evidence, null, 2)}\n`) },
    ...(state === null ? [] : [{ ...archivedAs('state', folder), content: state }]),
    ...pieces.map((piece) => ({ ...archivedPiece(piece, folder), content: piece.sha256 })),
  ];
}

/** Lists the files that an archive holds once for all its acts. */
export const filesBeside = ({ authority, verifier }: Beside): Filled[] => [
  ...(authority === null ? [] : [{ ...archivedAs('authority'), content: bytes(authority) }]),
  ...(verifier === null ? [] : [{ ...archivedAs('verifier'), content: verifier }]),
];

/**
 * Turns files into entries of a .zip, read as it is written; appends the measures of each one to
 * `measured`.
 */
export async function* entriesOf(
  documents: Pick<DocumentStore, 'open'>,
  files: Iterable<Filled>,
  measured: MeasuredFile[],
): AsyncGenerator<ZipEntry> {
  for (const { content, ...file } of files) {
    const read = typeof content === 'string' ? documentOf(documents, content) : sliced(content);
    const isText = file.mediaType === 'application/json' || file.mediaType.startsWith('text/');
    yield { path: file.path, isText, content: measuring(read, (measure) => measured.push({ ...file, ...measure })) };
  }
}

/** Returns the last entry: the manifest of what was read. */
export const manifestEntry = (xml: string): ZipEntry => ({ path: MANIFEST, isText: true, content: sliced(bytes(xml)) });

/** Encodes a text in UTF-8. */
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

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

/**
 * Reads a stored document in chunks, and checks its hash at the end.
 * @throws {DomainError} document-corrupt
 */
async function* documentOf(documents: Pick<DocumentStore, 'open'>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  const { stream } = await documents.open(sha256);
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256) throw new DomainError('document-corrupt');
}

/** Size of a chunk: other requests are served between two. */
const PART = 65_536;

async function* sliced(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < content.length; from += PART) {
    yield content.subarray(from, from + PART);
    await new Promise(setImmediate);
  }
}
