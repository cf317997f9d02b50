import type { Entity } from '../schema/entities.ts';
import { indexOf } from '../schema/indexes.ts';
import { type OrderTerm, orderBy, type Page } from './page.ts';
import { type Query, type Reader, stillWanted } from './reader.ts';
import type { Chosen } from './ways.ts';

/** `from … where …`, to be gone on with by the filter: the rows that are looked at for one stretch of an order. */
export type Source = (stretch: Query) => Query;

/** Of an order so many rows are looked at before another source is. */
const BEGINNING = 20_000;

/** Where rows that answer to a filter are counted. */
export function toCount(entity: Entity, chosen: Chosen | null): Source {
  return chosen === null ? whole(entity, '') : found(entity, chosen);
}

/**
 * Where the rows of a page are looked for: in the first source and, when they are not all there, in the next. Few are
 * sorted once they are found. Of many, the first in an order are most often found by going through the order, if an index
 * has it; not where those that answer to the filter come late in it.
 */
export function toList(
  reader: Reader,
  entity: Entity,
  chosen: Chosen | null,
  { terms, page }: { terms: readonly OrderTerm[]; page: Page },
): Source[] {
  const inOrder = hintOf(reader, entity, terms);
  if (inOrder === null) return [toCount(entity, chosen)];
  if (chosen === null) return [whole(entity, inOrder)];
  return chosen.few
    ? [found(entity, chosen)]
    : [beginning(entity, inOrder, orderBy(terms, page.back)), found(entity, chosen)];
}

/** What has SQLite read a table in this order; null when no index has it. */
function hintOf(reader: Reader, { table, key }: Entity, [first]: readonly OrderTerm[]): string | null {
  if (first === undefined || first.field === key) return 'not indexed';
  const index = indexOf(table, first.field);
  const isWhole = index?.column === 0 && index.where === undefined && reader.hasIndex(index.name);
  return isWhole ? `indexed by ${index.name}` : null;
}

function found({ table }: Entity, { way }: Chosen): Source {
  return (stretch) => ({
    sql: `from ${table} not indexed where ${table}.rowid in (${way.sql}) and ${stillWanted(table)} and (${stretch.sql})`,
    values: [...way.values, ...stretch.values],
  });
}

function whole({ table }: Entity, hint: string): Source {
  return ({ sql, values }) => ({ sql: `from ${table} ${hint} where ${stillWanted(table)} and (${sql})`, values });
}

function beginning({ table }: Entity, hint: string, order: string): Source {
  return ({ sql, values }) => ({
    sql: `from (select rowid, * from ${table} ${hint} where (${sql}) order by ${order} limit ${BEGINNING}) as ${table}
      where ${stillWanted(table)}`,
    values,
  });
}
