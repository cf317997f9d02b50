import type { DatabaseSync } from 'node:sqlite';
import { fromStored } from '../schema/column.ts';
import { type Entity, type EntityName, entities } from '../schema/entities.ts';
import { type Condition, compileFilter } from './filter.ts';
import { compilePage, compileSort, orderBy, writeCursor } from './page.ts';

/** What a search request of the REST API holds. */
export interface SearchRequest {
  readonly filter?: unknown;
  readonly sort?: unknown;
  readonly page?: unknown;
}

/** What a search answers, in the REST API's shape. */
export interface SearchResult {
  readonly items: Record<string, unknown>[];
  readonly page: {
    readonly totalItems: number;
    readonly hasMoreTotalItems: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Runs one search; throws BadQuery when the request cannot be understood. */
export function search(database: DatabaseSync, name: EntityName, request: SearchRequest): SearchResult {
  const entity: Entity = entities[name];
  return searchIn(database, entity, { sql: entity.table, values: [] }, request);
}

/** The same over rows that a query makes: `rows` stands where a table would, under the entity's table name. */
export function searchIn(
  database: DatabaseSync,
  entity: Entity,
  rows: Condition,
  request: SearchRequest,
): SearchResult {
  const filter = compileFilter(entity, request.filter);
  const terms = compileSort(entity, request.sort);
  const page = compilePage(terms, request.page);

  const counting = database.prepare(`select count(*) as total from ${rows.sql} where ${filter.sql}`);
  const { total } = counting.get(...rows.values, ...filter.values) as { total: number };

  const selecting = database.prepare(
    `select *${flagsOf(entity)} from ${rows.sql} where (${filter.sql}) and (${page.seek.sql})
     order by ${orderBy(terms, page.back)} limit ? offset ?`,
  );
  selecting.setReadBigInts(true);
  const found = selecting.all(...rows.values, ...filter.values, ...page.seek.values, page.limit, page.offset) as Record<
    string,
    unknown
  >[];
  if (page.back) found.reverse();
  const first = found[0];
  const last = found.at(-1);
  return {
    items: found.map((row) => present(entity, row)),
    page: {
      totalItems: Number(total),
      hasMoreTotalItems: false,
      startCursor: first === undefined ? null : writeCursor(terms, first),
      endCursor: last === undefined ? null : writeCursor(terms, last),
    },
  };
}

/** One entity by its key, or null. */
export function find(database: DatabaseSync, name: EntityName, key: string): Record<string, unknown> | null {
  const entity: Entity = entities[name];
  return search(database, name, { filter: { [entity.key]: key }, page: { limit: 1 } }).items[0] ?? null;
}

function present(entity: Entity, row: Record<string, unknown>): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [field, kind] of Object.entries(entity.fields)) {
    if (!entity.hidden?.includes(field)) shown[field] = fromStored(kind, row[field]);
  }
  for (const flag in entity.flags) shown[flag] = fromStored('bool', row[flag]);
  return shown;
}

function flagsOf({ flags = {} }: Entity): string {
  return Object.entries(flags)
    .map(([name, sql]) => `, ${sql} as "${name}"`)
    .join('');
}
