import { createHash } from 'node:crypto';
import { type ArchivedFile, archivedAs, archivedPiece } from '#domain/archive/contents.ts';
import { MANIFEST, type MeasuredFile } from '#domain/archive/seda.ts';
import { DomainError } from '#domain/errors.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import type { Beside, TakenAct } from './take-act.ts';
import type { ZipEntry } from './zip.ts';

/** What goes into an archive: bytes that are at hand, or a document by its hash, read when its turn comes. */
export type Filled = ArchivedFile & { readonly content: Uint8Array | string };

/** What an archive holds of an act, alone or in its folder. */
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

/** What it holds once, however many acts there are. */
export const filesBeside = ({ authority, verifier }: Beside): Filled[] => [
  ...(authority === null ? [] : [{ ...archivedAs('authority'), content: bytes(authority) }]),
  ...(verifier === null ? [] : [{ ...archivedAs('verifier'), content: verifier }]),
];

/** Files as entries of a .zip, read as it is written; `measured` is given what each one was. */
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

/** The manifest of what was read, its last entry. */
export const manifestEntry = (xml: string): ZipEntry => ({ path: MANIFEST, isText: true, content: sliced(bytes(xml)) });

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
