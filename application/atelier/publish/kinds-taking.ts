import type { Bilingual } from '#domain/bilingual.ts';
import { BLOCKS_FOLDER, blockFile, copiedFor, diagramOfBlock } from '#domain/circuit/blocks/block.ts';
import type { PartType } from '#domain/circuit/blocks/part.ts';
import { THEME_FOLDER } from '#domain/situation/themes/theme.ts';
import type { Tx } from '#prisma/client.ts';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { type HeldFile, partsInForce, type RecentFile, recentPartFiles } from '#prisma/repositories/circuits/parts.ts';

/** A kind in force that takes a part. */
export interface TakingKind {
  readonly kind: string;
  readonly title: Bilingual;
  readonly versionId: string;
  /** The version of the part that it was published with; null: none of the recent ones. */
  readonly number: number | null;
}

/**
 * Number of versions of a part that a kind's copy is compared with; a kind with an older one should
 * have been published long ago.
 */
const RECENT = 20;

/**
 * Maps each part of a type to the kinds in force that take it, with the version that each holds,
 * found by comparing their bytes.
 */
export async function kindsTaking(tx: Tx, of: PartType): Promise<ReadonlyMap<string, readonly TakingKind[]>> {
  const [held, recent] = [
    await partsInForce(tx, of === 'block' ? BLOCKS_FOLDER : THEME_FOLDER),
    await recentPartFiles(tx, of, RECENT),
  ];
  const taking = new Map<string, TakingKind[]>();
  for (const files of Map.groupBy(held, (file) => `${nameIn(of, file)} ${file.kind}`).values()) {
    const [first] = files;
    if (first === undefined) continue;
    const name = nameIn(of, first);
    const copy = digestOf(files);
    const versions = Map.groupBy(
      recent.filter((file) => file.name === name),
      ({ number }) => number,
    );
    const same = [...versions].find(
      ([, written]) => digestOf(written.map((file) => asHeld(of, first.kind, file))) === copy,
    );
    const { kind, title, versionId } = first;
    taking.set(name, [...(taking.get(name) ?? []), { kind, title, versionId, number: same?.[0] ?? null }]);
  }
  return taking;
}

const nameIn = (of: PartType, { path }: Pick<HeldFile, 'path'>): string =>
  of === 'block' ? (path.split('/')[1] ?? '') : path.slice(THEME_FOLDER.length).replace(/\.json$/, '');

const digestOf = (files: readonly Pick<HeldFile, 'path' | 'sha256'>[]): string =>
  files
    .map(({ path, sha256 }) => `${path} ${sha256}`)
    .sort()
    .join('\n');

/** Returns a file of a part as a kind holds it. */
function asHeld(
  of: PartType,
  kind: string,
  { name, path, sha256, diagram }: RecentFile,
): Pick<HeldFile, 'path' | 'sha256'> {
  if (of === 'theme') return { path: `${THEME_FOLDER}${path}`, sha256 };
  if (diagram === null) return { path: blockFile(name, path), sha256 };
  return fileOfText(diagramOfBlock(name), copiedFor(kind, name, new TextDecoder().decode(diagram)));
}
