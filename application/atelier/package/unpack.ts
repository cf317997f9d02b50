import { crc32 } from 'node:zlib';
import { unzipSync } from 'fflate';
import { blocksCalledIn } from '#domain/circuit/blocks/block.ts';
import { diagramOf } from '#domain/circuit/blocks/part.ts';
import { type BundleFile, bundleHash } from '#domain/circuit/bundle-hash.ts';
import { CIRCUIT_LIMITS, isTextFile } from '#domain/circuit/drafts/draft.ts';
import { PACKAGE_HEAD, type PackageHead, placeInPackage } from '#domain/circuit/drafts/package.ts';
import { unknownJobTypesIn } from '#domain/circuit/job-types.ts';
import { renamed } from '#domain/circuit/kinds/renamed.ts';
import { fileOf } from '#prisma/repositories/circuits/atelier.ts';
import { textOfFile } from '../draft-title.ts';
import { readDiagram } from '../drawing/read-diagram.ts';
import type { PartFiles } from '../publish/keep-part.ts';
import { withTexts } from '../text-files.ts';
import { readHead } from './head.ts';
import { partsIn } from './parts-in.ts';
import { refusePackage } from './refuse.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

/**
 * The bytes of a package, and the kind to read it as: its own by default, or a copy under another
 * name.
 */
export interface ToUnpack {
  readonly zip: Uint8Array;
  readonly as?: string | undefined;
}

/** A package that was read; each of its files matches its head. */
export interface CircuitPackage {
  readonly head: PackageHead;
  /** The kind's own files, under the name asked for. */
  readonly files: readonly BundleFile[];
  readonly parts: readonly PartFiles[];
  /** The blocks that its diagram calls. */
  readonly calls: readonly string[];
  /** Job types that its diagrams use and no worker here handles. */
  readonly unknownJobTypes: readonly string[];
}

/**
 * Reads a package, all or nothing.
 * @throws {DomainError} circuit-package-refused, and those of reading its diagram (read-diagram.ts)
 */
export async function unpack({ zip, as }: ToUnpack): Promise<CircuitPackage> {
  const files = unfolded(zip);
  const said = files.find(({ path }) => path === PACKAGE_HEAD) ?? refusePackage('head-missing');
  const listed = files.filter((file) => file !== said);
  const head = readHead(textOfFile(said));
  refuseOtherFiles(head, listed);
  const own = listed.filter(({ path }) => placeInPackage(path)?.part === null);
  refuseExcess(own);
  const { kind } = head;
  const drawn = await diagramIn(own, kind);
  const diagrams = listed.filter(({ path }) => path.endsWith('.bpmn'));
  return {
    head,
    files: as === undefined || as === kind ? own : withTexts(own, (texts) => renamed(texts, kind, as)),
    parts: partsIn(listed),
    calls: blocksCalledIn(drawn, kind),
    unknownJobTypes: [...new Set(diagrams.flatMap((file) => unknownJobTypesIn(textOfFile(file))))],
  };
}

/**
 * Extracts the files of a .zip. Checks that each has a place in a package, the declared size and
 * checksum, and text that can be read.
 */
function unfolded(zip: Uint8Array): BundleFile[] {
  const entries = readZipDirectory(zip);
  for (const { name, size } of entries) {
    if (/\.(?:zip|jar|7z|rar|gz|tgz|tar|xz|bz2)$/i.test(name)) refusePackage('nested', { path: name });
    if (name !== PACKAGE_HEAD && placeInPackage(name) === null) refusePackage('place', { path: name });
    if (size > CIRCUIT_LIMITS.fileBytes) refusePackage('size', { path: name, max: CIRCUIT_LIMITS.fileBytes });
  }
  const contents = contentsOf(zip, entries);
  return entries.map(({ name, size, crc }) => {
    const content = contents.get(name);
    if (content?.length !== size || crc32(content) !== crc) refusePackage('damaged', { path: name });
    if ((isTextFile(name) || name === PACKAGE_HEAD) && !isText(content)) refusePackage('text', { path: name });
    return fileOf(name, content);
  });
}

/** Extracts only what was declared: an entry larger than it declared is damaged. */
function contentsOf(zip: Uint8Array, entries: readonly ZipEntry[]): Map<string, Uint8Array> {
  const sizes = new Map(entries.map(({ name, size }) => [name, size]));
  try {
    return new Map(
      Object.entries(unzipSync(zip, { filter: ({ name, originalSize }) => sizes.get(name) === originalSize })),
    );
  } catch {
    return refusePackage('damaged');
  }
}

function isText(content: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(content).includes('\0');
  } catch {
    return false;
  }
}

/** Checks that every file in the head is present and unchanged, and that there is no other. */
function refuseOtherFiles({ files, digest }: PackageHead, listed: readonly BundleFile[]): void {
  const there = new Map(listed.map(({ path, sha256 }) => [path, sha256]));
  for (const { path, sha256 } of files) {
    if (!there.has(path)) refusePackage('file-missing', { path });
    if (there.get(path) !== sha256) refusePackage('file-altered', { path });
    there.delete(path);
  }
  const [unlisted] = there.keys();
  if (unlisted !== undefined) refusePackage('file-unlisted', { path: unlisted });
  if (bundleHash(listed) !== digest) refusePackage('head-unreadable');
}

/** Checks that a kind is no larger than its draft may be. */
function refuseExcess(own: readonly BundleFile[]): void {
  if (own.length > CIRCUIT_LIMITS.files) refusePackage('many', { max: CIRCUIT_LIMITS.files });
  const total = own.reduce((sum, { content }) => sum + content.length, 0);
  if (total > CIRCUIT_LIMITS.bytes) refusePackage('large', { max: CIRCUIT_LIMITS.bytes });
}

/** Returns the diagram of the kind; checks that it is present and of this kind. */
async function diagramIn(own: readonly BundleFile[], kind: string): Promise<string> {
  const path = diagramOf(kind);
  const diagram = own.find((file) => file.path === path);
  if (diagram === undefined) return refusePackage('diagram-missing', { path });
  const xml = textOfFile(diagram);
  if ((await readDiagram(xml)).kind !== kind) refusePackage('diagram-kind', { path, kind });
  return xml;
}
