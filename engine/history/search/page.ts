import { type SqlValue, toStored } from '../schema/column.ts';
import type { Entity, FieldKind } from '../schema/entities.ts';
import { BadQuery, notAmong, UnreadableQuery, unreadable } from './bad-query.ts';
import type { Query } from './reader.ts';

/** One term of the order: the field it reads and its direction. */
export interface OrderTerm {
  readonly field: string;
  readonly kind: FieldKind;
  readonly descending: boolean;
  /** Of the key, which every row has. */
  readonly isKey: boolean;
}

/** Which slice is asked for. `back` means that rows are read in reverse and must be turned round. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
  readonly back: boolean;
  /** What is read for it, one after the other, until the limit is reached. */
  readonly stretches: readonly Query[];
  /** Whether it begins where the order does. */
  readonly isFirst: boolean;
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 10_000;
export const EVERYTHING: Query = { sql: '1', values: [] };

/** The order asked for, closed by the key so that it is total: as the last term goes, since an index reads them together. */
export function compileSort(entity: Entity, sort: unknown): OrderTerm[] {
  if (sort !== undefined && sort !== null && !Array.isArray(sort)) unreadable('sort', 'a list of { field, order }');
  const terms = ((sort as unknown[] | undefined | null) ?? []).map((one): OrderTerm => {
    const { field, order } = fieldsOf(one, 'sort', ['field', 'order']);
    if (field === undefined || field === null) throw new BadQuery('Sort field must not be null.');
    if (typeof field !== 'string' || !Object.hasOwn(entity.fields, field))
      notAmong('field', field, Object.keys(entity.fields));
    const direction = order === undefined || order === null ? 'ASC' : String(order).toUpperCase();
    if (direction !== 'ASC' && direction !== 'DESC') notAmong('order', order, ['ASC', 'DESC']);
    return {
      field,
      kind: entity.fields[field] ?? 'text',
      descending: direction === 'DESC',
      isKey: field === entity.key,
    };
  });
  if (!terms.some(({ isKey }) => isKey))
    terms.push({
      field: entity.key,
      kind: entity.fields[entity.key] ?? 'key',
      descending: terms.at(-1)?.descending ?? false,
      isKey: true,
    });
  return terms;
}

/** `order by …`: nulls come last whatever the direction, so that cursors can step over them. */
export function orderBy(terms: readonly OrderTerm[], back: boolean): string {
  return terms
    .map(({ field, descending, isKey }) => {
      const direction = descending !== back ? 'desc' : 'asc';
      return isKey ? `"${field}" ${direction}` : `"${field}" ${direction} nulls ${back ? 'first' : 'last'}`;
    })
    .join(', ');
}

/** Reads `page`: limit alone, from + limit, or a cursor. */
export function compilePage(terms: readonly OrderTerm[], page: unknown): Page {
  const { limit, from, after, before } = fieldsOf(page ?? {}, 'page', ['limit', 'from', 'after', 'before']);
  const size = count(limit, 'limit', { least: 1, fallback: DEFAULT_LIMIT });
  if (size > MAX_LIMIT) throw new BadQuery(`The value for page.limit is '${size}' but must be at most ${MAX_LIMIT}.`);
  const offset = count(from, 'from', { least: 0, fallback: 0 });
  if ([from, after, before].filter(isGiven).length > 1)
    throw new UnreadableQuery('Only one of [from, after, before] is allowed.');
  const cursor = after ?? before;
  if (!isGiven(cursor)) return { limit: size, offset, back: false, stretches: [EVERYTHING], isFirst: offset === 0 };
  const back = isGiven(before);
  const stretches = stretchesBeyond(terms, readCursor(terms, cursor), back);
  return { limit: size, offset: 0, back, stretches, isFirst: false };
}

/** A cursor is the place of one row in the order: its sort values. */
export function writeCursor(terms: readonly OrderTerm[], row: Readonly<Record<string, unknown>>): string {
  const place = terms.map(({ field }) => {
    const value = row[field] ?? null;
    return typeof value === 'bigint' ? value.toString() : value;
  });
  return Buffer.from(JSON.stringify(place)).toString('base64');
}

function readCursor(terms: readonly OrderTerm[], cursor: unknown): SqlValue[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(String(cursor), 'base64').toString());
    if (!Array.isArray(place) || place.length !== terms.length) throw new BadQuery('wrong length');
    return terms.map(({ kind, field }, index) => {
      const value: unknown = place[index];
      if (kind === 'bool' || kind === 'date') return value === null ? null : Number(value);
      return kind === 'json' ? String(value) : toStored(kind, field, value);
    });
  } catch {
    throw new BadQuery(`Cannot decode pagination cursor '${String(cursor)}'`);
  }
}

/**
 * What comes after a place, cut where an index can read each part in one go: first what shares all but the last value with
 * it, then all but the last two, and so on; of each, what holds a value before what holds none (the other way round, back).
 */
function stretchesBeyond(terms: readonly OrderTerm[], place: readonly SqlValue[], back: boolean): Query[] {
  return terms.flatMap((_, index) => stretchesAt(terms, place, { shared: terms.length - 1 - index, back }));
}

function stretchesAt(
  terms: readonly OrderTerm[],
  place: readonly SqlValue[],
  { shared, back }: { shared: number; back: boolean },
): Query[] {
  const term = terms[shared] as OrderTerm;
  const value = place[shared] ?? null;
  const same = terms.slice(0, shared).map(({ field }, index) => equal(field, place[index] ?? null));
  const compared = `"${term.field}" ${term.descending !== back ? '<' : '>'} ?`;
  const beyond: Query[] = value === null ? [] : [{ sql: compared, values: [value] }];
  if (back && value === null) beyond.push({ sql: `"${term.field}" is not null`, values: [] });
  if (!back && value !== null && !term.isKey) beyond.push({ sql: `"${term.field}" is null`, values: [] });
  return beyond.map((one) => ({
    sql: [...same, one].map(({ sql }) => sql).join(' and '),
    values: [...same, one].flatMap(({ values }) => values),
  }));
}

function equal(field: string, value: SqlValue): Query {
  return value === null ? { sql: `"${field}" is null`, values: [] } : { sql: `"${field}" = ?`, values: [value] };
}

/** An object with these fields and no other: a misspelt one must not be taken for absent. */
function fieldsOf(value: unknown, name: string, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) unreadable(name, 'an object');
  const stray = Object.keys(value).find((field) => !known.includes(field));
  if (stray !== undefined) unreadable(`${name}.${stray}`);
  return value as Record<string, unknown>;
}

function count(value: unknown, name: string, { least, fallback }: { least: number; fallback: number }): number {
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value)) unreadable(`page.${name}`, 'a whole number');
  if (value < least) throw new BadQuery(`The value for page.${name} is '${value}' but must be ${least} or more.`);
  return value;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
