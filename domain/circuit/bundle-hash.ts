import { createHash } from 'node:crypto';

/**
 * The hash that names the files of a circuit together, whatever their order: SHA-256, in hexadecimal, of « path NUL digest LF »
 * in the order of their paths. The database computes it too (migration 0016): what was approved is what is published.
 */
export function bundleHash(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const lines = [...files].sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, sha256 }) => `${path}\0${sha256}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}
