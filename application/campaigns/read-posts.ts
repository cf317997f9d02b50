import { MAX_PLACES, MAX_POSTS, type Post } from '#domain/campaign/campaign.ts';
import { DomainError, type FieldFault } from '#domain/errors.ts';
import {
  Cells,
  type ColumnWanted,
  fault,
  type HeaderOf,
  type ImportFault,
  readColumns,
} from '#domain/people/import-cells.ts';
import { encodingOf, FileRefused, textOf } from '../people/imports/decode.ts';
import { readCsv } from '../people/imports/read-csv.ts';

/** A post as it is entered, with its structure by code. */
export interface PostSaid extends Omit<Post, 'structureId'> {
  readonly structureCode: string;
}

/** A post of a file, with its line. */
export interface PostLine {
  readonly line: number;
  readonly post: PostSaid;
}

type Column = 'code' | 'title' | 'structure' | 'places' | 'profile';
/** Columns of a file of posts, by the names in its header. */
const POST_COLUMNS: readonly ColumnWanted<Column>[] = [
  { column: 'code', names: ['Code', 'Poste'], needed: true },
  { column: 'title', names: ['Intitulé', 'Title'], needed: true },
  { column: 'structure', names: ['Structure', 'Code structure'], needed: true },
  { column: 'places', names: ['Places', 'Nombre de places'], needed: true },
  { column: 'profile', names: ['Profil', 'Profile'], needed: false },
];
const nameOf = (column: Column): string => POST_COLUMNS.find((one) => one.column === column)?.names[0] ?? column;

/** Maximum number of faults reported at once. */
const MAX_FAULTS = 20;

/** Collects the faults of a file, line by line (0: the whole file), as codes of import-words.ts. */
export class PostFaults {
  readonly #faults: FieldFault[] = [];

  add(line: number, { code, params }: ImportFault): void {
    this.#faults.push({ field: String(line), code, params });
  }

  /**
   * Checks that there is no fault.
   * @throws {DomainError} campaign-file with the first faults, and the number of others
   */
  mustBeNone(): void {
    if (this.#faults.length === 0) return;
    const sorted = this.#faults.toSorted((one, other) => Number(one.field) - Number(other.field));
    const more = Math.max(0, sorted.length - MAX_FAULTS);
    throw new DomainError('campaign-file', { more }, sorted.slice(0, MAX_FAULTS));
  }
}

/**
 * Reads the posts of a file; faults of its lines go to `faults`.
 * @throws {DomainError} campaign-file when it cannot be read at all, campaign-posts-many
 */
export async function readPosts(content: Uint8Array, faults: PostFaults): Promise<PostLine[]> {
  try {
    return await read(content, faults);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    faults.add(0, error.fault);
    faults.mustBeNone();
    return [];
  }
}

async function read(content: Uint8Array, faults: PostFaults): Promise<PostLine[]> {
  const bytes = async function* () {
    yield content;
  };
  const posts = new Map<string, PostLine>();
  let header: HeaderOf<Column> | null = null;
  for await (const { line, cells } of readCsv(textOf(bytes(), await encodingOf(bytes())))) {
    if (header === null) {
      const read = readColumns(POST_COLUMNS, cells);
      if ('fault' in read) throw new FileRefused(read.fault.code, read.fault.params);
      header = read.header;
      continue;
    }
    // A profile may contain line breaks.
    const found = new Cells(
      header,
      cells.map((cell) => cell.replace(/\s+/g, ' ')),
      nameOf,
    );
    const post = postOf(found);
    for (const one of found.faults) faults.add(line, one);
    const former = posts.get(post.code);
    if (former !== undefined && post.code !== '') faults.add(line, fault('twice', { line: former.line }));
    else posts.set(post.code, { line, post });
    if (posts.size > MAX_POSTS) throw new DomainError('campaign-posts-many', { max: MAX_POSTS });
  }
  if (posts.size === 0) throw new FileRefused('file-empty');
  return [...posts.values()];
}

function postOf(cells: Cells<Column>): PostSaid {
  const [code, title, structureCode] = [cells.number('code'), cells.text('title', 200), cells.text('structure', 60)];
  const profile = cells.raw('profile') === '' ? '' : cells.text('profile', 2_000);
  const places = cells.raw('places');
  if (!/^\d{1,4}$/.test(places) || Number(places) > MAX_PLACES) cells.fault('places', 'places', { max: MAX_PLACES });
  return { code, title, structureCode, profile, places: Number(places) };
}
