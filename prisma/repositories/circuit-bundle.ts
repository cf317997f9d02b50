import { copiesFor, type Files } from '#domain/circuit/blocks/block-copies.ts';
import { isPart, type Part } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { isOwnFile, SHARED_FOLDER } from '#domain/circuit/drafts/draft.ts';
import { themesNamedIn } from '#domain/situation/themes/named-themes.ts';
import type { Tx } from '../client.ts';
import { type CircuitDraftRow, fileOf, filesOfDraft } from './atelier.ts';
import { currentVersionId, filesOf } from './circuits.ts';
import { newestParts } from './parts.ts';
import { newestThemes } from './people/themes.ts';

/** What a circuit prints with: as its base version has it, else as the newest version of any kind has it. */
async function sharedFiles(tx: Tx, baseVersionId: string | null): Promise<BundleFile[]> {
  const newest = { orderBy: [{ publishedAt: 'desc' as const }, { id: 'desc' as const }], select: { id: true } };
  const versionId = baseVersionId ?? (await tx.circuitVersion.findFirst(newest))?.id;
  if (versionId === undefined) return [];
  return tx.circuitFile.findMany({
    where: { versionId, path: { startsWith: SHARED_FOLDER } },
    orderBy: { path: 'asc' },
    select: { path: true, content: true, sha256: true },
  });
}

/**
 * Every file that a draft would be published with. Of a kind: its own, what it prints with (a release brings its own), the
 * blocks that it calls and the themes that it names, as they stand today. Of a part: its own.
 */
export async function bundleFilesOfDraft(
  tx: Tx,
  draft: Pick<CircuitDraftRow, 'id' | 'of' | 'kind' | 'baseVersion'>,
): Promise<BundleFile[]> {
  const files = await filesOfDraft(tx, draft.id);
  if (isPart(draft.of)) return files;
  const printed = files.filter(({ path }) => path.startsWith(SHARED_FOLDER));
  const shared = printed.length > 0 ? printed : await sharedFiles(tx, draft.baseVersion?.id ?? null);
  return withParts(tx, draft.kind, [...files.filter(({ path }) => isOwnFile(path)), ...shared]);
}

/** A draft of a part, in the place of what is published under its name. */
export interface TriedPart extends Part {
  readonly files: readonly BundleFile[];
}

/**
 * A kind's files with the parts that they call and name, as they stand today.
 * @param tried a draft to be read in the place of what it would replace
 */
export async function withParts(
  tx: Tx,
  kind: string,
  files: readonly BundleFile[],
  tried?: TriedPart,
): Promise<BundleFile[]> {
  const own = new Map(files.map(({ path, content }) => [path, content]));
  const copies = copiesFor(kind, own, await blocksToday(tx, tried));
  const themes = themesNamedIn(new Map([...own, ...copies]), await themesToday(tx, tried));
  return [...files, ...[...copies, ...themes].map(([path, content]) => fileOf(path, content))];
}

/** Every block as it stands today, by « block/file ». */
async function blocksToday(tx: Tx, tried?: TriedPart): Promise<Files> {
  const published = (await newestParts(tx, 'block')).filter(({ name }) => tried?.of !== 'block' || tried.name !== name);
  const blocks = tried?.of === 'block' ? [...published, tried] : published;
  return new Map(
    blocks.flatMap(({ name, files }) => files.map(({ path, content }) => [`${name}/${path}`, content] as const)),
  );
}

/** Every theme in force, by its file. */
async function themesToday(tx: Tx, tried?: TriedPart): Promise<Files> {
  const published = await newestThemes(tx);
  if (tried?.of !== 'theme') return published;
  return new Map([...published, ...tried.files.map(({ path, content }) => [path, content] as const)]);
}

/** The files that a kind in force would be published with if it took a draft of a part; null when no such kind is in force. */
export async function bundleFilesTrying(tx: Tx, kind: string, tried: TriedPart): Promise<BundleFile[] | null> {
  const versionId = await currentVersionId(tx, kind);
  if (versionId === null) return null;
  const files = (await filesOf(tx, versionId)).filter(({ path }) => isOwnFile(path) || path.startsWith(SHARED_FOLDER));
  return withParts(tx, kind, files, tried);
}
