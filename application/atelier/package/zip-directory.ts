import { PACKAGE_LIMITS } from '#domain/circuit/drafts/package.ts';
import { refusePackage } from './refuse.ts';

/** An entry as the directory of a .zip declares it. */
export interface ZipEntry {
  readonly name: string;
  readonly crc: number;
  readonly size: number;
}

// APPNOTE.TXT, 4.3.12 (central directory header) and 4.3.16 (end of central directory record).
const ENTRY = { signature: 0x02014b50, bytes: 46 };
const END = { signature: 0x06054b50, bytes: 22, maxComment: 0xffff };
const ZIP64_LOCATOR = { signature: 0x07064b50, bytes: 20 };
const STORED_OR_DEFLATED = [0, 8];
/** General purpose bits: encrypted, strong encryption, names masked; names in UTF-8. */
const ENCRYPTED = 0x2041;
const UTF8 = 0x0800;
/** Unix mode, in the upper half of the external attributes. */
const FILE_TYPE = 0o170000;
const [REGULAR, DIRECTORY] = [0o100000, 0o040000];

/**
 * Reads the entries that a .zip declares, folders left out. Refuses what the unzip library would
 * silently skip or accept: encryption, links, zip64, names that are not UTF-8 or lead outside, two
 * entries of one name, more than a package may hold.
 * @throws {DomainError} circuit-package-refused
 */
export function readZipDirectory(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start, end } = findEnd(view);
  if (count > PACKAGE_LIMITS.files) refusePackage('many', { max: PACKAGE_LIMITS.files });
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let [at, total] = [start, 0];
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY.bytes > end || view.getUint32(at, true) !== ENTRY.signature) refusePackage('damaged');
    const flags = view.getUint16(at + 8, true);
    const [folded, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    const next = at + ENTRY.bytes + nameLength + extra + comment;
    if (next > end) refusePackage('damaged');
    const name = nameIn(bytes.subarray(at + ENTRY.bytes, at + ENTRY.bytes + nameLength), (flags & UTF8) !== 0);
    if ((flags & ENCRYPTED) !== 0) refusePackage('encrypted', { path: name });
    if (folded === 0xffffffff || size === 0xffffffff) refusePackage('zip64');
    if (!STORED_OR_DEFLATED.includes(view.getUint16(at + 10, true))) refusePackage('damaged');
    const type = (view.getUint32(at + 38, true) >>> 16) & FILE_TYPE;
    if (type !== 0 && type !== REGULAR && type !== DIRECTORY) refusePackage('link', { path: name });
    if (/^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name)) refusePackage('outside', { path: name });
    // Names that differ only by case are the same on some file systems.
    if (names.has(name.toLowerCase())) refusePackage('twice', { path: name });
    names.add(name.toLowerCase());
    total += size;
    if (total > PACKAGE_LIMITS.bytes) refusePackage('large', { max: PACKAGE_LIMITS.bytes });
    if (size > folded * PACKAGE_LIMITS.ratio) refusePackage('ratio', { path: name });
    const isFolder = name.endsWith('/') && size === 0;
    if (!isFolder) entries.push({ name, crc: view.getUint32(at + 16, true), size });
    at = next;
  }
  return entries;
}

/** Finds where the directory is, and how many entries it declares. */
function findEnd(view: DataView): { readonly count: number; readonly start: number; readonly end: number } {
  const last = view.byteLength - END.bytes;
  for (let at = last; at >= 0 && at >= last - END.maxComment; at -= 1) {
    // The comment must reach the last byte: nothing may follow a .zip.
    if (view.getUint32(at, true) !== END.signature || view.getUint16(at + 20, true) !== last - at) continue;
    const [disk, from, here, count] = [4, 6, 8, 10].map((place) => view.getUint16(at + place, true));
    const [length, start] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    const locator = at - ZIP64_LOCATOR.bytes;
    const isZip64 = locator >= 0 && view.getUint32(locator, true) === ZIP64_LOCATOR.signature;
    if (isZip64 || count === 0xffff || start === 0xffffffff) refusePackage('zip64');
    if (disk !== 0 || from !== 0 || here !== count || count === undefined || start + length !== at)
      refusePackage('damaged');
    return { count, start, end: at };
  }
  return refusePackage('not-zip');
}

/**
 * Decodes a name. Without the UTF-8 flag its encoding is unknown, so only ASCII, the same in all of
 * them, is accepted.
 */
function nameIn(bytes: Uint8Array, isUtf8: boolean): string {
  if (!isUtf8 && bytes.some((byte) => byte > 0x7e)) refusePackage('name');
  try {
    const name = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (name !== '' && !/\p{Cc}/u.test(name)) return name;
  } catch {
    // Refused below.
  }
  return refusePackage('name');
}
