import { copiesFor, type Files } from '#domain/circuit/blocks/block-copies.ts';
import { isPart, type Part } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { isOwnFile, SHARED_FOLDER } from '#domain/circuit/drafts/draft.ts';
import { themesNamedIn } from '#domain/situation/themes/named-themes.ts';
import type { Tx } from '../../client.ts';
import { newestThemes } from '../people/themes.ts';
import { type CircuitDraftRow, fileOf, filesOfDraft } from './atelier.ts';
import { currentVersionId, filesOf } from './circuits.ts';
import { newestParts } from './parts.ts';

/**
 * Lists the files that a circuit prints with: from its base version, or from the newest version of
 * any kind.
 */
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
 * Lists every file that a draft would be published with. For a kind: its own, those it prints with
 * (a release brings its own), the blocks that it calls and the themes that it names, in their
 * newest versions. For a part: its own.
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

/** A draft of a part, to replace what is published under its name. */
export interface TriedPart extends Part {
  readonly files: readonly BundleFile[];
}

/**
 * Adds to a kind's files the parts that they call and name, in their newest versions.
 * @param tried a draft to read in place of what it would replace
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

/** Reads the newest version of every block, by « block/file ». */
async function blocksToday(tx: Tx, tried?: TriedPart): Promise<Files> {
  const published = (await newestParts(tx, 'block')).filter(({ name }) => tried?.of !== 'block' || tried.name !== name);
  const blocks = tried?.of === 'block' ? [...published, tried] : published;
  return new Map(
    blocks.flatMap(({ name, files }) => files.map(({ path, content }) => [`${name}/${path}`, content] as const)),
  );
}

/** Reads every theme in force, by its file. */
async function themesToday(tx: Tx, tried?: TriedPart): Promise<Files> {
  const published = await newestThemes(tx);
  if (tried?.of !== 'theme') return published;
  return new Map([...published, ...tried.files.map(({ path, content }) => [path, content] as const)]);
}

/**
 * Lists the files that a current kind would be published with if it took a draft of a part; null if
 * no such kind is current.
 */
export async function bundleFilesTrying(tx: Tx, kind: string, tried: TriedPart): Promise<BundleFile[] | null> {
  const versionId = await currentVersionId(tx, kind);
  if (versionId === null) return null;
  const files = (await filesOf(tx, versionId)).filter(({ path }) => isOwnFile(path) || path.startsWith(SHARED_FOLDER));
  return withParts(tx, kind, files, tried);
}
