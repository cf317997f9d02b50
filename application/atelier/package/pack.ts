import { zipSync } from 'fflate';
import { type BundleFile, bundleHash } from '#domain/circuit/bundle-hash.ts';
import { PACKAGE_FORMAT, PACKAGE_HEAD, type PackageHead } from '#domain/circuit/drafts/package.ts';
import { writeHead } from './head.ts';

/** A circuit to pack: its head, and its files by their path in the package. */
export interface ToPack {
  readonly head: Omit<PackageHead, 'format' | 'digest' | 'files'>;
  readonly files: readonly BundleFile[];
}

/**
 * First day that a .zip can record, by any clock, so that the day of export does not change the
 * bytes.
 */
const NO_DAY = new Date(1980, 0, 1);

/** Builds the .zip of a circuit; deterministic: the same circuit gives the same bytes. */
export function pack({ head, files }: ToPack): Uint8Array {
  const sorted = files.toSorted(byPath);
  const { portal, kind, title, version, parts, published } = head;
  const said = writeHead({
    ...{ format: PACKAGE_FORMAT, portal, kind, title, version },
    digest: bundleHash(sorted),
    files: named(sorted),
    parts: parts.toSorted((a, b) => (`${a.of} ${a.name}` < `${b.of} ${b.name}` ? -1 : 1)),
    ...(published && { published: named(published) }),
  });
  const entries = sorted.map(({ path, content }) => [path, content] as const);
  return zipSync(Object.fromEntries([[PACKAGE_HEAD, new TextEncoder().encode(said)], ...entries]), {
    mtime: NO_DAY,
    level: 9,
  });
}

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
const named = (files: NonNullable<PackageHead['published']>) =>
  files.toSorted(byPath).map(({ path, sha256 }) => ({ path, sha256 }));
