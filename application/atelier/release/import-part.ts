import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import { themeFile } from '#domain/situation/themes/theme.ts';
import type { Tx } from '#prisma/client.ts';
import { fileOf } from '#prisma/repositories/circuits/atelier.ts';
import { lockPart, versionsOfPart } from '#prisma/repositories/circuits/parts.ts';
import { newestThemes } from '#prisma/repositories/people/themes.ts';
import type { Deps } from '../../dependencies.ts';
import { keepPart, type PartFiles } from '../publish/keep-part.ts';
import { proposeRelease } from './propose-release.ts';

/**
 * Stores a part shipped with the portal as the first version of its name, with the installation as
 * its author. Once a version exists, two analysts publish (G6): what a later release brings becomes
 * a draft, once.
 * @returns what was done; null: nothing
 */
export const importPart = (
  { database }: Pick<Deps, 'database'>,
  { part, at }: { readonly part: PartFiles; readonly at: Date },
): Promise<'publish' | 'propose' | null> =>
  database.transaction(async (tx) => {
    await lockPart(tx, part);
    const versions = await versionsOfPart(tx, part);
    const first = versions.length === 0 ? await firstOf(tx, part) : null;
    const known = first === null ? versions : [await keepPart(tx, first, { at, proposal: null })];
    if (known.some((version) => version.bundleHash === part.hash)) return first === null ? null : 'publish';
    const { of, name: kind, hash, files } = part;
    const besides = known.at(-1)?.id ?? null;
    return (await proposeRelease(tx, { of, kind, hash, files, besides }, at)) ? 'propose' : null;
  });

/**
 * Returns the first version of a part: as it is shipped, except a theme that circuits were
 * published with before it had versions.
 */
async function firstOf(tx: Tx, part: PartFiles): Promise<PartFiles> {
  const path = themeFile(part.name);
  const kept = part.of === 'theme' ? (await newestThemes(tx)).get(path) : undefined;
  if (kept === undefined) return part;
  const files = [fileOf(path, kept)];
  return { ...part, files, hash: bundleHash(files) };
}
