import { createHash } from 'node:crypto';

/**
 * One file of a circuit; `path` is relative to its folder, or begins with `_shared/` for what all circuits print with, with
 * `_blocks/` for its copies of the blocks that it calls, with `_situation/` for the themes that it names.
 */
export interface BundleFile {
  readonly path: string;
  readonly content: Uint8Array;
  /** Of the content, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Hashes the files of a circuit together, whatever their order: SHA-256, in hexadecimal, of « path
 * NUL digest LF » in the order of their paths. The database computes it too
 * (`circuit_version_is_its_files`, prisma/sql/circuits.sql): what was approved is what is
 * published.
 */
export function bundleHash(files: readonly Pick<BundleFile, 'path' | 'sha256'>[]): string {
  const lines = [...files].sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, sha256 }) => `${path}\0${sha256}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}
