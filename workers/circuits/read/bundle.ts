import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PartFiles } from '#application/atelier/publish/keep-part.ts';
import { copiesFor } from '#domain/circuit/blocks/block-copies.ts';
import type { PartType } from '#domain/circuit/blocks/part.ts';
import { type BundleFile, bundleHash } from '#domain/circuit/bundle-hash.ts';
import { GRID_FOLDER, type Grid, type GridShape } from '#domain/situation/grids/grid.ts';
import { themesNamedIn } from '#domain/situation/themes/named-themes.ts';
import { readGrid } from './grid.ts';

/** All the files of one kind, and the hash that names them together. */
export interface Bundle {
  readonly kind: string;
  readonly files: readonly BundleFile[];
  readonly hash: string;
  /** The reference grids that its themes may read; absent where nobody looked. No part of the bundle: they are read at the day of effect. */
  readonly grids?: readonly GridOfBundle[];
}

/** What a grid is about; of the texts that acts cite, what it says of them too. */
type GridOfBundle = GridShape & Partial<Pick<Grid, 'rows'>>;

/** What a circuit is made of; a test beside it is not. */
const CIRCUIT_FILE = /^[^.].*\.(bpmn|dmn|form|typ|json|svg|ttf|otf)$/;

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Makes a bundle of files already read; their order does not matter. */
export function makeBundle(
  kind: string,
  contents: ReadonlyMap<string, Uint8Array>,
  grids?: readonly GridOfBundle[],
): Bundle {
  const files = [...contents]
    .map(([path, content]) => ({ path, content, sha256: sha256(content) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { kind, files, hash: bundleHash(files), ...(grids !== undefined && { grids }) };
}

/**
 * Reads every circuit of a folder: one sub-folder a kind. Folders whose name begins with « _ » are not kinds; what
 * `_shared` holds goes into every bundle, so that a letterhead changed tomorrow does not change an act of today, and so do
 * the blocks of `_blocks` that a kind calls and the themes of `_situation` that it names.
 */
export async function readBundles(root: string): Promise<Bundle[]> {
  const bundleOf = await bundlesBeside(root);
  const folders = (await readdir(root, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('_'),
  );
  const bundles: Bundle[] = [];
  for (const { name } of folders.sort((a, b) => (a.name < b.name ? -1 : 1)))
    bundles.push(bundleOf(name, await readFolder(join(root, name))));
  return bundles;
}

/** What makes a bundle of the own files of a kind, with all that goes into it from a folder of circuits. */
export async function bundlesBeside(
  root: string,
): Promise<(kind: string, own: ReadonlyMap<string, Uint8Array>) => Bundle> {
  const shared = new Map<string, Uint8Array>();
  for (const [path, content] of await readFolder(join(root, '_shared'))) shared.set(`_shared/${path}`, content);
  const themes = await readThemeFolder(root);
  const grids = await readGridFiles(root);
  const blocks = await readFolder(join(root, '_blocks'));
  return (kind, own) => {
    const drawn = new Map([...own, ...copiesFor(kind, own, blocks)]);
    return makeBundle(kind, new Map([...drawn, ...shared, ...themesNamedIn(drawn, themes)]), grids);
  };
}

const textIn = (content: Uint8Array | undefined): string => new TextDecoder().decode(content);

/** Every block and every theme that a folder of circuits holds. */
export async function readShippedParts(root: string): Promise<PartFiles[]> {
  const partsIn = async (of: PartType, folder: string, nameOf: (path: string) => string | null) => {
    const parts = new Map<string, Map<string, Uint8Array>>();
    for (const [path, content] of await readFolder(join(root, folder))) {
      const name = nameOf(path);
      if (name !== null) parts.set(name, (parts.get(name) ?? new Map()).set(basename(path), content));
    }
    return [...parts].map(([name, contents]) => {
      const { files, hash } = makeBundle(name, contents);
      return { of, name, files, hash };
    });
  };
  return [
    ...(await partsIn('block', '_blocks', (path) => path.split('/')[0] ?? null)),
    ...(await partsIn('theme', '_situation', (path) => /^([^/]*)\.json$/.exec(path)?.[1] ?? null)),
  ];
}

/** Themes stand in the folder itself, grids below. */
const readThemeFolder = async (root: string): Promise<Map<string, Uint8Array>> =>
  new Map([...(await readFolder(join(root, '_situation')))].filter(([file]) => !file.startsWith(GRID_FOLDER)));

/**
 * The reference grids that a folder of circuits holds.
 * @throws {InvalidGrid}
 */
export const readGridFiles = async (root: string): Promise<Grid[]> =>
  [...(await readFolder(join(root, '_situation', GRID_FOLDER.slice(0, -1))))].map(([file, content]) =>
    readGrid(file, textIn(content)),
  );

async function readFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    if (!entry.isFile() || !CIRCUIT_FILE.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1).replaceAll('\\', '/'), await readFile(path));
  }
  return files;
}

/** The text of a file of the bundle; undefined when there is none of that name. */
export function textOf(bundle: Pick<Bundle, 'files'>, path: string): string | undefined {
  const file = bundle.files.find((candidate) => candidate.path === path);
  return file && textIn(file.content);
}
