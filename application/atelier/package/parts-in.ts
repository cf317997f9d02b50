import { type BundleFile, bundleHash } from '#domain/circuit/bundle-hash.ts';
import { placeInPackage } from '#domain/circuit/drafts/package.ts';
import type { PartFiles } from '../publish/keep-part.ts';

/**
 * Lists the parts in a bundle or a package, each with its files under their own names.
 * @param drawn restores a file, already under its own name, to the form in which its analysts draw
 * it
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
