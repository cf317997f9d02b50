import { toStored } from '../schema/column.ts';
import type { Entity, FieldKind, Relation } from '../schema/entities.ts';
import type { Words } from '../schema/enumerations.ts';
import { indexNamed } from '../schema/indexes.ts';
import { BadQuery, notAmong, unreadable } from './bad-query.ts';
import { mayRead, type Query } from './reader.ts';

const COMPARISONS: Readonly<Record<string, string>> = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' };

/** What SQLite takes in one statement, with room to spare. */
const MAX_VALUES = 10_000;
const MAX_CONDITIONS = 900;
const DEEPEST = 20;

/** A row that is held against many conditions takes long by itself: after so many, it is asked whether it is still wanted. */
const CONDITIONS_BETWEEN = 20;
const CHECKS = { and: ' and still_wanted()', or: ' or not still_wanted()' };

/**
 * Turns the API's `filter` object into a condition; unknown fields and operators are refused by name, and so is a filter
 * that no statement could hold.
 */
export function compileFilter(entity: Entity, filter: unknown): Query {
  const condition = compileObject(entity, filter);
  if (condition.values.length > MAX_VALUES) throw new BadQuery(`The filter holds more than ${MAX_VALUES} values`);
  if (condition.sql.split(/\) (?:and|or) \(/).length > MAX_CONDITIONS)
    throw new BadQuery(`The filter holds more than ${MAX_CONDITIONS} conditions`);
  return condition;
}

function compileObject(entity: Entity, filter: unknown, depth = 0): Query {
  if (depth > DEEPEST) throw new BadQuery(`The filter holds more than ${DEEPEST} levels`);
  if (filter === undefined || filter === null) return { sql: '1', values: [] };
  const wanted = Object.entries(asObject(filter, 'filter'));
  const ofRelations = (entity.related ?? []).flatMap((relation) => compileRelation(entity, relation, wanted));
  const parts = wanted
    .filter(([name]) => !entity.related?.some(({ filters }) => Object.hasOwn(filters, name)))
    .map(([name, value]) => compileField(entity, name, value, depth));
  return all([...parts, ...ofRelations], 'and');
}

/** One row must answer to all that is asked of its kind: « stands at A, with an incident » is about A's incident. */
function compileRelation(entity: Entity, relation: Relation, wanted: [string, unknown][]): Query[] {
  const parts = wanted.flatMap(([name, value]) => {
    const filter = own(relation.filters, name);
    if (filter === undefined || value === undefined) return [];
    checkWords(filter.words, name, value);
    return [property(filter.sql ?? `r."${filter.field}"`, filter.kind, name, value)];
  });
  if (parts.length === 0) return [];
  // those of one instance are few: no other index finds fewer
  const { table } = relation;
  const rows = `select 1 from ${table} r indexed by ${indexNamed(table, 'processInstanceKey')}
    where r."processInstanceKey" = ${entity.table}."processInstanceKey"`;
  return [inside(`${rows} and ${relation.where} and`, all(parts, 'and'))];
}

function compileField(entity: Entity, name: string, wanted: unknown, depth: number): Query {
  if (wanted === undefined) return { sql: '1', values: [] };
  if (name === '$or') return compileOr(entity, wanted, depth);
  const list = own(entity.lists, name);
  if (list !== undefined) {
    const each = Array.isArray(wanted) ? wanted : [wanted];
    const parts = each.map((one) =>
      inside(`select 1 from json_each("${list}") where`, property('value', 'text', name, one)),
    );
    return all(parts, 'and');
  }
  const scope = own(entity.variables, name);
  if (scope !== undefined) return compileVariables(entity, scope, name, wanted);
  if (name === 'tags' && Object.hasOwn(entity.fields, 'tags')) return compileTags(wanted);
  const flag = own(entity.flags, name);
  if (flag !== undefined) return property(`(${flag})`, 'bool', name, wanted);
  const kind = own(entity.fields, name);
  if (kind === undefined || kind === 'json') unreadable(`filter.${name}`);
  checkWords(own(entity.words, name), name, wanted);
  return property(`"${name}"`, kind, name, wanted);
}

/** Whatever a field is compared with must be a word that it can hold. */
function checkWords(words: Words | undefined, name: string, wanted: unknown): void {
  if (words === undefined) return;
  const { $eq, $neq, $in, $notIn } = (typeof wanted === 'object' ? (wanted ?? {}) : { $eq: wanted }) as Wanted;
  const wrong = [$eq, $neq, $in, $notIn].flat().find((word) => typeof word === 'string' && !words.includes(word));
  if (wrong !== undefined) notAmong(name, wrong, words);
}

type Wanted = Record<'$eq' | '$neq' | '$in' | '$notIn', unknown>;

function compileOr(entity: Entity, wanted: unknown, depth: number): Query {
  if (!Array.isArray(wanted)) unreadable('filter.$or', 'a list of filters');
  if (wanted.length === 0) return { sql: '1', values: [] };
  return all(
    wanted.map((one) => compileObject(entity, one, depth + 1)),
    'or',
  );
}

function compileTags(wanted: unknown): Query {
  if (!Array.isArray(wanted)) unreadable('filter.tags', 'a list of strings');
  const parts = wanted.map((tag) =>
    inside('select 1 from json_each("tags") where', property('value', 'text', 'tags', tag)),
  );
  // most have none: no list is read for them
  return all(parts.length === 0 ? [] : [{ sql: `"tags" <> '[]'`, values: [] }, ...parts], 'and');
}

function compileVariables(entity: Entity, scope: string, name: string, wanted: unknown): Query {
  if (!Array.isArray(wanted)) unreadable(`filter.${name}`, 'a list of { name, value }');
  const parts = wanted.map((entry) => {
    const { name: variable, value } = asObject(entry, `filter.${name}`);
    if (typeof variable !== 'string') throw new BadQuery(`'${name}' needs the name of each variable`);
    if (value === undefined) throw new BadQuery(`'${name}' needs the value of '${variable}'`);
    const condition = property('v.value', 'text', `${name}.value`, value);
    const sql = `select 1 from variable v indexed by ${indexNamed('variable', 'scopeKey')} where v."scopeKey" = ${entity.table}."${scope}" and v.name = ? and ${mayRead('v')} and`;
    return { sql: `exists (${sql} (${condition.sql}))`, values: [variable, ...condition.values] };
  });
  return all(parts, 'and');
}

/** One field: a plain value means « equals », an object holds operators that must all hold. */
export function property(column: string, kind: FieldKind, name: string, wanted: unknown): Query {
  if (wanted === null) return { sql: `${column} is null`, values: [] };
  if (typeof wanted !== 'object') return equal(column, kind, name, wanted);
  const parts = Object.entries(asObject(wanted, `filter.${name}`)).map(([operator, value]) =>
    apply(column, kind, name, operator, value),
  );
  return all(parts, 'and');
}

function apply(column: string, kind: FieldKind, name: string, operator: string, value: unknown): Query {
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) {
    if (kind === 'bool') unreadable(`filter.${name}.${operator}`);
    return { sql: `${column} ${comparison} ?`, values: [toStored(kind, name, value)] };
  }
  switch (operator) {
    case '$eq':
      return equal(column, kind, name, value);
    case '$neq':
      return { sql: `${column} is not ?`, values: [toStored(kind, name, value)] };
    case '$exists':
      if (typeof value !== 'boolean') unreadable(`filter.${name}.$exists`, 'true or false');
      return { sql: `${column} is ${value ? 'not ' : ''}null`, values: [] };
    case '$in':
    case '$notIn': {
      if (!Array.isArray(value)) unreadable(`filter.${name}.${operator}`, 'a list');
      const values = value.map((one) => toStored(kind, name, one));
      const marks = values.map(() => '?').join(', ');
      return operator === '$in'
        ? { sql: `${column} in (${marks})`, values }
        : { sql: `(${column} is null or ${column} not in (${marks}))`, values };
    }
    case '$like':
      if (typeof value !== 'string') unreadable(`filter.${name}.$like`, 'a string');
      if (kind !== 'text' && kind !== 'key') unreadable(`filter.${name}.$like`);
      return { sql: `${column} glob ?`, values: [glob(value)] };
    default:
      unreadable(`filter.${name}.${operator}`);
  }
}

/** A flag is written out: an index of those that bear it is only taken for a statement that says so. */
function equal(column: string, kind: FieldKind, name: string, value: unknown): Query {
  const stored = toStored(kind, name, value);
  if (stored === null) return { sql: `${column} is null`, values: [] };
  return kind === 'bool' ? { sql: `${column} = ${stored}`, values: [] } : { sql: `${column} = ?`, values: [stored] };
}

/** `*` any characters, `?` one, `\` takes the next one literally: SQLite's GLOB, which is case-sensitive, needs [x] for that. */
function glob(pattern: string): string {
  return pattern.replace(/\\(.)|\[/gs, (found, escaped: string | undefined) => {
    const literal = escaped ?? found;
    return '*?['.includes(literal) ? `[${literal}]` : literal;
  });
}

export function inside(select: string, condition: Query): Query {
  return { sql: `exists (${select} (${condition.sql}))`, values: condition.values };
}

export function all(parts: readonly Query[], word: 'and' | 'or'): Query {
  if (parts.length === 0) return { sql: '1', values: [] };
  const sql = parts.map((part, index) => {
    const check = index % CONDITIONS_BETWEEN === CONDITIONS_BETWEEN - 1 ? CHECKS[word] : '';
    return `(${part.sql})${check}`;
  });
  return { sql: sql.join(` ${word} `), values: parts.flatMap((part) => part.values) };
}

function asObject(value: unknown, property: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) unreadable(property, 'an object');
  return value as Record<string, unknown>;
}

/** The filter's names are the caller's: `__proto__` must be as unknown as any other. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
