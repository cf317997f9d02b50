import { type SqlValue, toStored } from '../schema/column.ts';
import type { Entity, FieldKind } from '../schema/entities.ts';
import { BadQuery } from './bad-query.ts';
import type { Condition } from './filter.ts';

/** One term of the order: an SQL expression, its direction and the field it reads. */
export interface OrderTerm {
  readonly field: string;
  readonly kind: FieldKind;
  readonly descending: boolean;
}

/** Which slice is asked for. `back` means that rows are read in reverse and must be turned round. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
  readonly seek: Condition;
  readonly back: boolean;
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 10_000;

/** The order asked for, always closed by the key so that it is total. */
export function compileSort(entity: Entity, sort: unknown): OrderTerm[] {
  if (sort !== undefined && sort !== null && !Array.isArray(sort))
    throw new BadQuery("'sort' must be a list of { field, order }");
  const terms = ((sort as unknown[] | undefined | null) ?? []).map((one): OrderTerm => {
    const { field, order } = fieldsOf(one, 'sort', ['field', 'order']);
    if (typeof field !== 'string' || !Object.hasOwn(entity.fields, field))
      throw new BadQuery(`Unknown sort field '${String(field)}'`);
    const direction = order === undefined || order === null ? 'ASC' : String(order).toUpperCase();
    if (direction !== 'ASC' && direction !== 'DESC') throw new BadQuery(`Sort order of '${field}' must be ASC or DESC`);
    return { field, kind: entity.fields[field] ?? 'text', descending: direction === 'DESC' };
  });
  if (!terms.some((term) => term.field === entity.key))
    terms.push({ field: entity.key, kind: entity.fields[entity.key] ?? 'key', descending: false });
  return terms;
}

/** `order by …`: nulls come last whatever the direction, so that cursors can step over them. */
export function orderBy(terms: readonly OrderTerm[], back: boolean): string {
  return columns(terms)
    .map(({ sql, descending }) => `${sql} ${descending !== back ? 'desc' : 'asc'}`)
    .join(', ');
}

/** Reads `page`: limit alone, from + limit, or a cursor. */
export function compilePage(terms: readonly OrderTerm[], page: unknown): Page {
  const { limit, from, after, before } = fieldsOf(page ?? {}, 'page', ['limit', 'from', 'after', 'before']);
  const size = count(limit, 'limit', DEFAULT_LIMIT);
  if (size > MAX_LIMIT) throw new BadQuery(`'limit' must not exceed ${MAX_LIMIT}`);
  const offset = count(from, 'from', 0);
  if (isGiven(after) && isGiven(before)) throw new BadQuery("'after' and 'before' exclude each other");
  const cursor = after ?? before;
  if (isGiven(cursor) && isGiven(from)) throw new BadQuery("'from' and a cursor exclude each other");
  if (!isGiven(cursor)) return { limit: size, offset, seek: { sql: '1', values: [] }, back: false };
  const back = isGiven(before);
  return { limit: size, offset: 0, seek: seek(terms, readCursor(terms, cursor), back), back };
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
    throw new BadQuery('The cursor does not belong to this search');
  }
}

function columns(terms: readonly OrderTerm[]): { sql: string; descending: boolean }[] {
  return terms.flatMap(({ field, descending }) => [
    { sql: `("${field}" is null)`, descending: false },
    { sql: `"${field}"`, descending },
  ]);
}

/** Rows strictly after the place: (a, b) > (x, y) written out, null-safe, each term in its own direction. */
function seek(terms: readonly OrderTerm[], place: readonly SqlValue[], back: boolean): Condition {
  const expanded = columns(terms);
  const values = place.flatMap((value): SqlValue[] => [value === null ? 1 : 0, value]);
  const parts = expanded.map((term, index) => {
    const equal = expanded.slice(0, index).map((other) => `${other.sql} is ?`);
    const beyond = `${term.sql} ${term.descending !== back ? '<' : '>'} ?`;
    return { sql: `(${[...equal, beyond].join(' and ')})`, values: values.slice(0, index + 1) };
  });
  return { sql: parts.map((part) => part.sql).join(' or '), values: parts.flatMap((part) => part.values) };
}

/** An object with these fields and no other: a misspelt one must not be taken for absent. */
function fieldsOf(value: unknown, name: string, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadQuery(`'${name}' must be an object`);
  const stray = Object.keys(value).find((field) => !known.includes(field));
  if (stray !== undefined) throw new BadQuery(`Unknown field '${stray}' in '${name}'`);
  return value as Record<string, unknown>;
}

function count(value: unknown, name: string, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new BadQuery(`'${name}' must be a whole number, 0 or more`);
  return value;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
