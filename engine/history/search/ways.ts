import type { Entity, Relation } from '../schema/entities.ts';
import { INSTANCE_STATES } from '../schema/enumerations.ts';
import { indexedPart, indexNamed, indexOf, isCut, isWithinIndex, VARIABLE_VALUE } from '../schema/indexes.ts';
import { own, property } from './filter.ts';
import { type Query, type Reader, stillAsked } from './reader.ts';

/** So few rows are each looked at and sorted within a moment. */
const FEW = 2_000;
/** So many are still better than all of a table. */
const MANY = 100_000;

/** A way to the rows that a filter keeps: the rowids of these and perhaps of others. */
interface Way extends Query {
  /** By which they are found. */
  readonly index: string;
  /** Conditions of the filter that hold for all of these rows. */
  readonly answers: readonly string[];
  /** Whether each rowid is a row of the entity, once. */
  readonly isExact: boolean;
}

/** How the rows that a filter keeps are found. */
export interface Plan {
  /** The rowids that are looked at; null for all of them. */
  readonly among: Query | null;
  /** So few that they are better sorted than found in order. */
  readonly few: boolean;
  /** What is still to be asked of each row. */
  readonly rest: Filter;
  /** How many rows there are, where it is known; of very many, some number above what is counted. */
  readonly total: number | null;
}

type Filter = Readonly<Record<string, unknown>>;

/**
 * Takes the way that finds the fewest rows, unless all find more than many. SQLite itself does not know how many rows hold
 * a value, and would take one index as readily as another; each is asked instead, which stops once it is not the best.
 */
export function planOf(reader: Reader, entity: Entity, filter: Filter): Plan {
  const ways = waysOf(entity, filter).filter(({ index }) => reader.hasIndex(index));
  for (const most of [FEW, MANY]) {
    let best: Way | undefined;
    let fewest = most + 1;
    for (const way of ways) {
      const count = reader.count(way, fewest);
      if (count < fewest) [best, fewest] = [way, count];
    }
    const few = most === FEW;
    if (best !== undefined) {
      const rest = without(filter, best.answers);
      const isAll = best.isExact && Object.keys(rest).length === 0;
      return { among: best, few, rest, total: isAll ? fewest : null };
    }
    const parts = few ? fewByPart(reader, entity, filter) : null;
    if (parts !== null) return { among: parts, few, rest: filter, total: null };
  }
  const [only, ...others] = ways;
  const isAll = only?.isExact && others.length === 0 && Object.keys(without(filter, only.answers)).length === 0;
  return { among: null, few: false, rest: filter, total: isAll ? MANY + 1 : null };
}

function without(filter: Filter, answered: readonly string[]): Filter {
  return Object.fromEntries(
    Object.entries(filter).filter(([name, value]) => value !== undefined && !answered.includes(name)),
  );
}

/** The filter was understood before: what is no way is left out. */
function waysOf(entity: Entity, filter: Filter): Way[] {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
  const ofFields = wanted.flatMap(([name, value]) => {
    const scope = own(entity.variables, name);
    if (scope !== undefined) return wayOfVariables(entity, scope, name, value as Filter[]);
    const found = own(entity.fields, name) === undefined ? null : lookUp(entity, name, value);
    return found === null ? [] : { ...found, sql: `select t.rowid ${found.sql}` };
  });
  const ofRelations = (entity.related ?? []).flatMap((relation) => waysOfRelation(relation, wanted));
  const variables = entity.table === 'variable' ? named(filter) : null;
  const ofNames = variables === null ? [] : [{ ...variables, sql: `select v.rowid ${variables.sql}`, isExact: true }];
  return [...ofFields, ...ofRelations, ...ofNames];
}

/** `from … where …`: the rows `t` of a table with what is wanted of a field, and perhaps others; null without an index. */
function lookUp({ table, fields }: Pick<Entity, 'table' | 'fields'>, name: string, wanted: unknown): Way | null {
  const kind = fields[name] ?? 'text';
  const compare = (column: string) => property(column, kind, name, wanted);
  const by = (field: string, { sql, values }: Query, answers = [name]): Way => {
    const index = indexNamed(table, field);
    return { index, sql: `from ${table} t indexed by ${index} where ${sql}`, values, answers, isExact: true };
  };
  if (name === 'processDefinitionId' && indexOf(table, 'processDefinitionKey') !== undefined) {
    const { sql, values } = compare(`d."processDefinitionId"`);
    const keys = `select d."processDefinitionKey" from process_definition d where ${sql}`;
    return by('processDefinitionKey', { sql: `t."processDefinitionKey" in (${keys})`, values });
  }
  if (name === 'elementName') {
    const { sql, values } = compare('name');
    const elements = `${ELEMENTS} select definition, id from named where ${sql}`;
    return by('elementId', { sql: `(t."processDefinitionKey", t."elementId") in (${elements})`, values });
  }
  if (name === 'elementInstanceScopeKey' || (name === 'elementInstanceKey' && table !== 'element_instance'))
    return valuesOf(wanted) === null ? null : by('processInstanceKey', ofItsInstance(compare), []);
  const index = indexOf(table, name);
  if (index === undefined || !isSelective(wanted)) return null;
  const { sql, values } = compare(`t."${name}"`);
  if (index.column === 1) return by(name, { sql: `${leadingTo(name)} and ${sql}`, values });
  if (index.where === undefined) return by(name, { sql, values });
  // an index of some rows is only taken when it is written out that no others are wanted
  return holdsFor(index.where, name, wanted) ? by(name, { sql: `${sql} and ${index.where}`, values }) : null;
}

/**
 * The elements of all definitions that anything entered, each found after the one before it: there are few; and their names,
 * since all that entered an element of a definition bears the same one.
 */
const ELEMENTS = `with recursive entered (definition, id) as (
    select d."processDefinitionKey", (select min(e."elementId") from element_instance e
      where e."processDefinitionKey" = d."processDefinitionKey") from process_definition d
    union all
    select definition, (select min(e."elementId") from element_instance e
      where e."processDefinitionKey" = definition and e."elementId" > id) from entered where id is not null),
  named (definition, id, name) as (
    select definition, id, (select e."elementName" from element_instance e
      where e."processDefinitionKey" = definition and e."elementId" = id limit 1) from entered where id is not null)`;

/** What is in an element is in its instance; and an instance is a scope itself. */
function ofItsInstance(compare: (column: string) => Query): Query {
  const ofElement = compare('e."elementInstanceKey"');
  const ofInstance = compare('p."processInstanceKey"');
  return {
    sql: `t."processInstanceKey" in (
      select e."processInstanceKey" from element_instance e where ${ofElement.sql}
      union all select p."processInstanceKey" from process_instance p where ${ofInstance.sql})`,
    values: [...ofElement.values, ...ofInstance.values],
  };
}

/** The first column of an index whose second one is looked for holds few values: each is gone to. */
function leadingTo(name: string): string {
  return name === 'type'
    ? `t.state in (${INSTANCE_STATES.map((state) => `'${state}'`).join(', ')})`
    : 't."processDefinitionKey" in (select "processDefinitionKey" from process_definition)';
}

function holdsFor(where: string, name: string, wanted: unknown): boolean {
  const values = valuesOf(wanted);
  if (values === null || values.includes(null)) return false;
  if (name === 'hasIncident') return values.every((value) => value === true);
  const [, compared, word] = /(<>|=) '(\w+)'$/.exec(where) ?? [];
  if (compared === undefined) return true;
  return values.every((value) => (value === word) === (compared === '='));
}

/** For each of these variables, the rows whose scope has it. */
function wayOfVariables({ table, key }: Entity, scope: string, name: string, variables: readonly Filter[]): Way[] {
  return variables.flatMap((variable): Way[] => {
    const found = named(variable);
    if (found === null) return [];
    const isAll = variables.length === 1 && found.answers.length === 2 && scope !== 'elementInstanceKey';
    const way = { ...found, answers: isAll ? [name] : [], isExact: false };
    const scopes = `select v."scopeKey" ${found.sql}`;
    if (scope === key) return [{ ...way, sql: scopes }];
    const instances =
      scope === 'processInstanceKey'
        ? scopes
        : `select e."processInstanceKey" from element_instance e where e."elementInstanceKey" in (${scopes})`;
    const by = `indexed by ${indexNamed(table, 'processInstanceKey')}`;
    return [{ ...way, sql: `select t.rowid from ${table} t ${by} where t."processInstanceKey" in (${instances})` }];
  });
}

/** All names of variables, each found after the one before it: there are few. */
const ALL_NAMES = `with recursive known (name) as (select min(name) from variable
  union all select (select min(v.name) from variable v where v.name > known.name) from known where known.name is not null)
  select name from known where name is not null`;

/** `from …`: variables of a name, or of all, with one of these values but for what is long of them. */
function named({ name, value }: Filter): Way | null {
  const names = valuesOf(name) as string[] | null;
  const values = valuesOf(value) as string[] | null;
  if (names === null && values === null) return null;
  const ofName = names === null ? ALL_NAMES : marks(names);
  const from = `from variable v indexed by ${VARIABLE_VALUE} where v.name in (${ofName})`;
  const found = { index: VARIABLE_VALUE, isExact: true };
  if (values === null) return { ...found, sql: from, values: names ?? [], answers: ['name'] };
  const parts = values.map(() => indexedPart('?')).join(', ');
  const isWhole = values.every((one) => typeof one === 'string' && isWithinIndex(one));
  return {
    ...found,
    sql: `${from} and ${indexedPart('v.value')} in (${parts})`,
    values: [...(names ?? []), ...values],
    answers: [...(name === undefined || names !== null ? ['name'] : []), ...(isWhole ? ['value'] : [])],
  };
}

/**
 * The variables whose value holds a part, if they are few: looked for in the index, which has most values whole, and kept, as
 * this looks at every variable of the name. What is longer than the index has of it is among them.
 */
function fewByPart(reader: Reader, { table }: Entity, { name, value }: Filter): Query | null {
  const like = (value as { $like?: unknown } | undefined)?.$like;
  if (table !== 'variable' || like === undefined || !reader.hasIndex(VARIABLE_VALUE)) return null;
  const names = valuesOf(name) as string[] | null;
  const part = property(indexedPart('v.value'), 'text', 'value', { $like: like });
  const rows = reader.all({
    sql: `select v.rowid as row from variable v indexed by ${VARIABLE_VALUE}
      where v.name in (${names === null ? ALL_NAMES : marks(names)}) and ${stillAsked('v')}
      and (${part.sql} or ${isCut('v.value')}) limit ?`,
    values: [...(names ?? []), ...part.values, FEW + 1],
  });
  if (rows.length > FEW) return null;
  return { sql: 'select value from json_each(?)', values: [`[${rows.map(({ row }) => String(row)).join(',')}]`] };
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');

/** Instances that hold a row of the relation, by each of the fields asked for and by what makes it one. */
function waysOfRelation({ table, where, filters }: Relation, wanted: [string, unknown][]): Way[] {
  const asked = wanted.flatMap(([name, value]) => {
    const filter = own(filters, name);
    return filter === undefined ? [] : { ...filter, value };
  });
  if (asked.length === 0) return [];
  const byFields = asked.flatMap(({ field, sql, kind, value }) => {
    const found = sql === undefined ? lookUp({ table, fields: { [field]: kind } }, field, value) : null;
    if (found === null) return [];
    return { ...found, sql: `select t."processInstanceKey" ${found.sql}`, answers: [], isExact: false };
  });
  if (where === '1') return byFields;
  const index = indexNamed(table, 'state');
  const sql = `select r."processInstanceKey" from ${table} r indexed by ${index} where ${where}`;
  return [...byFields, { index, sql, values: [], answers: [], isExact: false }];
}

/** The values that something must be one of, if it must. */
function valuesOf(wanted: unknown): unknown[] | null {
  if (typeof wanted !== 'object' || wanted === null) return wanted === undefined ? null : [wanted];
  const { $eq, $in } = wanted as { $eq?: unknown; $in?: unknown };
  if ($eq !== undefined) return [$eq];
  return Array.isArray($in) ? $in : null;
}

/** Whether an index leads to what is wanted, not only past what is not. */
function isSelective(wanted: unknown): boolean {
  if (wanted === null || typeof wanted !== 'object') return wanted !== undefined;
  return Object.entries(wanted).some(([operator, value]) => {
    if (operator === '$neq' || operator === '$notIn') return false;
    return operator !== '$like' || /^[^*?\\[]/.test(String(value));
  });
}
