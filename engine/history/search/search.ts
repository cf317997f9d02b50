import { fromStored } from '../schema/column.ts';
import { type Entity, type EntityName, entities } from '../schema/entities.ts';
import { compileFilter } from './filter.ts';
import { compilePage, compileSort, EVERYTHING, type OrderTerm, orderBy, type Page, writeCursor } from './page.ts';
import type { Query, Reader } from './reader.ts';
import { type Source, toCount, toList } from './sources.ts';
import { planOf } from './ways.ts';

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
    /** At most MAX_COUNTED; `hasMoreTotalItems` when there are more. */
    readonly totalItems: number;
    readonly hasMoreTotalItems: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Where counting stops, as a cluster's does. */
export const MAX_COUNTED = 10_000;

type Found = Record<string, unknown>;

/** Runs one search; throws BadQuery when the request cannot be understood. */
export function search(reader: Reader, name: EntityName, request: SearchRequest): SearchResult {
  const entity: Entity = entities[name];
  const asked = understand(entity, request);
  const plan = planOf(reader, entity, (request.filter ?? {}) as Record<string, unknown>);
  return run(reader, entity, asked, {
    total: plan.total,
    counted: toCount(entity, plan),
    listed: toList(reader, entity, plan, asked),
  });
}

/** The same over rows that a query makes: `rows` stands where a table would, under the entity's table name. */
export function searchIn(reader: Reader, entity: Entity, rows: Query, request: SearchRequest): SearchResult {
  const asked = understand(entity, request);
  const made: Source = ({ sql, values }) => ({
    sql: `from ${rows.sql} where (${asked.filter.sql}) and (${sql})`,
    values: [...rows.values, ...asked.filter.values, ...values],
  });
  return run(reader, entity, asked, { total: null, counted: made, listed: [made] });
}

/** One entity by its key, or null. */
export function find(reader: Reader, name: EntityName, key: string): Found | null {
  const entity: Entity = entities[name];
  const { sql, values } = compileFilter(entity, { [entity.key]: key });
  const row = reader.first({ sql: `select *${flagsOf(entity)} from ${entity.table} where ${sql}`, values });
  return row === undefined ? null : present(entity, row);
}

interface Asked {
  readonly filter: Query;
  readonly terms: readonly OrderTerm[];
  readonly page: Page;
}

function understand(entity: Entity, request: SearchRequest): Asked {
  const filter = compileFilter(entity, request.filter);
  const terms = compileSort(entity, request.sort);
  return { filter, terms, page: compilePage(terms, request.page) };
}

function run(
  reader: Reader,
  entity: Entity,
  { terms, page }: Asked,
  { total: known, counted, listed }: { total: number | null; counted: Source; listed: readonly Source[] },
): SearchResult {
  const found: Found[] = [];
  for (const stretch of page.stretches) {
    const wanted = page.limit - found.length;
    found.push(...read(listed, stretch, wanted));
    if (found.length >= page.limit) break;
  }
  if (page.back) found.reverse();
  const isAll = page.isFirst && found.length < page.limit;
  const total = isAll ? found.length : (known ?? count());
  const first = found[0];
  const last = found.at(-1);
  return {
    items: found.map((row) => present(entity, row)),
    page: {
      totalItems: Math.min(total, MAX_COUNTED),
      hasMoreTotalItems: total > MAX_COUNTED,
      startCursor: first === undefined ? null : writeCursor(terms, first),
      endCursor: last === undefined ? null : writeCursor(terms, last),
    },
  };

  function read([source, ...others]: readonly Source[], stretch: Query, wanted: number): Found[] {
    if (source === undefined) return [];
    const from = source(stretch);
    const rows = reader.all({
      sql: `select *${flagsOf(entity)} ${from.sql} order by ${orderBy(terms, page.back)} limit ? offset ?`,
      values: [...from.values, wanted, page.offset],
    });
    return rows.length === wanted || others.length === 0 ? rows : read(others, stretch, wanted);
  }

  function count(): number {
    const { sql, values } = counted(EVERYTHING);
    return reader.count({ sql: `select 1 ${sql}`, values }, MAX_COUNTED + 1);
  }
}

function present(entity: Entity, row: Found): Found {
  const shown: Found = {};
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
