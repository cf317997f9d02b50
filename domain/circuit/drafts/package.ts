import type { Bilingual } from '../../bilingual.ts';
import { THEME_FOLDER } from '../../situation/themes/theme.ts';
import { BLOCKS_FOLDER, blockFile } from '../blocks/block.ts';
import { isFileOf, PART_NAME, type Part, type PartType } from '../blocks/part.ts';
import { CIRCUIT_PATH } from './draft.ts';

/**
 * Version of the layout below. A portal reads its own and earlier ones; a later one is refused by
 * its number.
 */
export const PACKAGE_FORMAT = 1;

/** File that describes a package; no file of a circuit can have this name. */
export const PACKAGE_HEAD = '_package.json';

/**
 * How large a package may be, beside the limits of a circuit (CIRCUIT_LIMITS): as a file,
 * uncompressed, in files, and the ratio of the two sizes.
 */
export const PACKAGE_LIMITS = { zipBytes: 6_000_000, bytes: 10_000_000, files: 400, ratio: 200 } as const;

/** A kind, or a part that it takes, as it was in the portal it comes from. */
export interface PackagedPart extends Part {
  /** The number of its version there; null: it was none of those. */
  readonly version: number | null;
}

/**
 * The head of a package: which circuit, by which release of the portal, and each file with its
 * SHA-256, to detect what was lost or changed on the way. It names nobody and holds no date: the
 * same circuit gives the same bytes.
 */
export interface PackageHead {
  readonly format: number;
  /** The release of the portal that wrote it: « 0.1.0 ». */
  readonly portal: string;
  readonly kind: string;
  readonly title: Bilingual;
  /** The number of the version there; null: a draft. */
  readonly version: number | null;
  /** Names the files together (bundle-hash.ts). */
  readonly digest: string;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  readonly parts: readonly PackagedPart[];
  /**
   * Every file that the version was published with there, those that stay (`_shared/`) and the copies of blocks among them: what acts
   * are bound to (`circuit.bundleSha256` of their evidence). Absent from a draft, and from packages of before.
   */
  readonly published?: readonly { readonly path: string; readonly sha256: string }[] | undefined;
}

/** Where a file of a package belongs: to the kind, or to a part; `file` is its name there. */
export interface PackagedPlace {
  readonly part: Part | null;
  readonly file: string;
}

/** A font goes along with what analysts draw. */
const FONT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.(?:ttf|otf)$/;

/**
 * Finds where a file of a package belongs, laid out as `processes/` is: the kind's files,
 * `_blocks/<block>/…`, `_situation/<theme>.json`; null: it has no place in a package.
 */
export function placeInPackage(path: string): PackagedPlace | null {
  if (CIRCUIT_PATH.test(path) || FONT.test(path)) return { part: null, file: path };
  const place = partPlace(path);
  if (place?.part == null || !PART_NAME.test(place.part.name)) return null;
  return isFileOf(place.part.of, place.part.name, place.file) ? place : null;
}

function partPlace(path: string): PackagedPlace | null {
  if (path.startsWith(THEME_FOLDER)) {
    const file = path.slice(THEME_FOLDER.length);
    return { part: { of: 'theme', name: file.replace(/\.json$/, '') }, file };
  }
  if (!path.startsWith(BLOCKS_FOLDER)) return null;
  const [name = '', ...file] = path.slice(BLOCKS_FOLDER.length).split('/');
  return { part: { of: 'block', name }, file: file.join('/') };
}

const PLACES: Readonly<Record<PartType, (name: string, file: string) => string>> = {
  block: blockFile,
  theme: (_name, file) => `${THEME_FOLDER}${file}`,
};

/** Returns the path of a part's file in a package: the same as that of its copy in a bundle. */
export const pathInPackage = ({ of, name }: Part, file: string): string => PLACES[of](name, file);

export const PART_STANDINGS = ['same', 'former', 'other', 'absent'] as const;
/**
 * How a part of a package compares with the one here: the same, a former version of it, another, or
 * none of that name.
 */
export type PartStanding = (typeof PART_STANDINGS)[number];

/** Why a package is refused. */
export const PACKAGE_REFUSALS = [
  // The .zip itself.
  'not-zip',
  'damaged',
  'zip64',
  'encrypted',
  'large',
  'many',
  'ratio',
  // One of its files.
  'name',
  'outside',
  'link',
  'twice',
  'nested',
  'place',
  'size',
  'text',
  // What it says of itself.
  'head-missing',
  'head-unreadable',
  'format',
  'file-missing',
  'file-altered',
  'file-unlisted',
  'diagram-missing',
  'diagram-kind',
] as const;
export type PackageRefusal = (typeof PACKAGE_REFUSALS)[number];
