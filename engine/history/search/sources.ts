import type { Entity } from '../schema/entities.ts';
import { indexOf } from '../schema/indexes.ts';
import { compileFilter } from './filter.ts';
import { type OrderTerm, orderBy, type Page } from './page.ts';
import { type Query, type Reader, stillWanted } from './reader.ts';
import type { Plan } from './ways.ts';

/** `from … where …`: the rows that a filter keeps of one stretch of an order, or some of them. */
export type Source = (stretch: Query) => Query;

interface Order {
  readonly terms: readonly OrderTerm[];
  readonly page: Page;
}

/** Of an order so many rows are looked at before another source is. */
const BEGINNING = 20_000;

/** Where the rows that a filter keeps are counted. */
export function toCount(entity: Entity, plan: Plan): Source {
  return plan.among === null ? whole(entity, plan, 'not indexed') : found(entity, plan, plan.among);
}

/**
 * Where the rows of a page are looked for: in the first source and, when they are not all there, in the next. Few are
 * sorted once they are found. Of many, the first in an order are most often found by going through the order, if an index
 * has it; not where those that the filter keeps come late in it.
 */
export function toList(reader: Reader, entity: Entity, plan: Plan, order: Order): Source[] {
  const inOrder = hintOf(reader, entity, order.terms);
  if (inOrder === null) return [toCount(entity, plan)];
  if (plan.among === null) return [whole(entity, plan, inOrder)];
  const all = found(entity, plan, plan.among);
  return plan.few ? [all] : [beginning(entity, plan, plan.among, { ...order, hint: inOrder }), all];
}

/** What has SQLite read a table in this order; null when no index has it. */
function hintOf(reader: Reader, { table, key }: Entity, [first]: readonly OrderTerm[]): string | null {
  if (first === undefined || first.field === key) return 'not indexed';
  const index = indexOf(table, first.field);
  const isWhole = index?.column === 0 && index.where === undefined && reader.hasIndex(index.name);
  return isWhole ? `indexed by ${index.name}` : null;
}

function whole(entity: Entity, { rest }: Plan, hint: string): Source {
  const { table } = entity;
  const filter = compileFilter(entity, rest);
  return (stretch) => ({
    sql: `from ${table} ${hint} where ${stillWanted(table)} and (${filter.sql}) and (${stretch.sql})`,
    values: [...filter.values, ...stretch.values],
  });
}

function found(entity: Entity, { rest }: Plan, among: Query): Source {
  const { table } = entity;
  const filter = compileFilter(entity, rest);
  return (stretch) => ({
    sql: `from ${table} not indexed where ${table}.rowid in (${among.sql}) and ${stillWanted(table)}
      and (${filter.sql}) and (${stretch.sql})`,
    values: [...among.values, ...filter.values, ...stretch.values],
  });
}

function beginning(
  entity: Entity,
  { rest }: Plan,
  among: Query,
  { terms, page, hint }: Order & { hint: string },
): Source {
  const { table } = entity;
  const filter = compileFilter(entity, rest);
  const first = (stretch: Query) =>
    `select rowid, * from ${table} ${hint} where (${stretch.sql}) order by ${orderBy(terms, page.back)} limit ${BEGINNING}`;
  return (stretch) => ({
    sql: `from (${first(stretch)}) as ${table}
      where ${table}.rowid in (${among.sql}) and ${stillWanted(table)} and (${filter.sql})`,
    values: [...stretch.values, ...among.values, ...filter.values],
  });
}
