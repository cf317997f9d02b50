import { type BundleFile, bundleHash } from '#domain/circuit/bundle-hash.ts';
import { placeInPackage } from '#domain/circuit/drafts/package.ts';
import type { PartFiles } from '../publish/keep-part.ts';

/**
 * The parts that a bundle or a package holds, each with its files under their own names.
 * @param drawn a file that bears its own name, as the analysts of its part draw it
 */
export function partsIn(
  files: readonly BundleFile[],
  drawn: (file: BundleFile) => BundleFile = (file) => file,
): PartFiles[] {
  const placed = files.flatMap((file) => {
    const { part = null, file: path = '' } = placeInPackage(file.path) ?? {};
    return part === null ? [] : [{ part, file: drawn({ ...file, path }) }];
  });
  return [...Map.groupBy(placed, ({ part: { of, name } }) => `${of} ${name}`).values()].flatMap((held) => {
    const [first] = held;
    const own = held.map(({ file }) => file);
    return first === undefined ? [] : [{ ...first.part, files: own, hash: bundleHash(own) }];
  });
}
