import type { Entity, Relation } from '../schema/entities.ts';
import { INSTANCE_STATES } from '../schema/enumerations.ts';
import { indexedPart, indexNamed, indexOf, VARIABLE_VALUE } from '../schema/indexes.ts';
import { own, property } from './filter.ts';
import type { Query, Reader } from './reader.ts';

/** So few rows are each looked at and sorted within tens of milliseconds. */
const FEW = 20_000;
/** So many are still better than all of a table. */
const MANY = 200_000;

/** A way to the rows that a filter keeps: the rowids of these and of some others. */
interface Way extends Query {
  /** By which they are found. */
  readonly index: string;
}

/** The rows that are looked at. `few` of them are better sorted than found in order. */
export interface Chosen {
  readonly way: Way;
  readonly few: boolean;
}

/**
 * The way that finds the fewest rows, unless all find more than many. SQLite itself does not know how many rows hold a
 * value, and would take one index as readily as another; each is asked instead, which stops once it is not the best.
 */
export function chooseWay(reader: Reader, entity: Entity, filter: unknown): Chosen | null {
  const ways = waysOf(entity, (filter ?? {}) as Filter).filter(({ index }) => reader.hasIndex(index));
  for (const most of [FEW, MANY]) {
    let best: Way | undefined;
    let fewest = most + 1;
    for (const way of ways) {
      const count = reader.count(way, fewest);
      if (count < fewest) [best, fewest] = [way, count];
    }
    if (best !== undefined) return { way: best, few: most === FEW };
  }
  return null;
}

type Filter = Readonly<Record<string, unknown>>;

/** The filter was understood before: what is no way is left out. */
function waysOf(entity: Entity, filter: Filter): Way[] {
  const { table } = entity;
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
  const ofFields = wanted.flatMap(([name, value]) => {
    const scope = own(entity.variables, name);
    if (scope !== undefined) return (value as Filter[]).flatMap((one) => wayOfVariable(entity, scope, one));
    const found = own(entity.fields, name) === undefined ? null : lookUp(entity, name, value);
    return found === null ? [] : { ...found, sql: `select t.rowid ${found.sql}` };
  });
  const ofRelations = (entity.related ?? []).flatMap((relation) => waysOfRelation(relation, wanted));
  const variables = table === 'variable' ? named(filter) : null;
  const ofNames = variables === null ? [] : [{ ...variables, sql: `select v.rowid ${variables.sql}` }];
  return [...ofFields, ...ofRelations, ...ofNames];
}

/** `from … where …`: the rows `t` of a table with what is wanted of a field, and perhaps others; null without an index. */
function lookUp({ table, fields }: Pick<Entity, 'table' | 'fields'>, name: string, wanted: unknown): Way | null {
  const kind = fields[name] ?? 'text';
  const compare = (column: string) => property(column, kind, name, wanted);
  const by = (field: string, { sql, values }: Query): Way => {
    const index = indexNamed(table, field);
    return { index, sql: `from ${table} t indexed by ${index} where ${sql}`, values };
  };
  if (name === 'processDefinitionId' && indexOf(table, 'processDefinitionKey') !== undefined) {
    const { sql, values } = compare(`d."processDefinitionId"`);
    const keys = `select d."processDefinitionKey" from process_definition d where ${sql}`;
    return by('processDefinitionKey', { sql: `t."processDefinitionKey" in (${keys})`, values });
  }
  if ((name === 'elementInstanceKey' || name === 'elementInstanceScopeKey') && table !== 'element_instance')
    return valuesOf(wanted) === null ? null : by('processInstanceKey', ofItsInstance(compare));
  if (name === 'elementInstanceScopeKey')
    return valuesOf(wanted) === null ? null : by('processInstanceKey', ofItsInstance(compare));
  const index = indexOf(table, name);
  if (index === undefined || !isSelective(wanted)) return null;
  const { sql, values } = compare(`t."${name}"`);
  if (index.column === 1) return by(name, { sql: `${leadingTo(name)} and ${sql}`, values });
  if (index.where === undefined) return by(name, { sql, values });
  // an index of some rows is only taken when it is written out that no others are wanted
  return holdsFor(index.where, name, wanted) ? by(name, { sql: `${sql} and ${index.where}`, values }) : null;
}

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

/** Scopes with a variable of this name and value, as rows of the entity that is searched. */
function wayOfVariable({ table, key }: Entity, scope: string, variable: Filter): Way[] {
  const scopes = named(variable);
  if (scopes === null) return [];
  if (scope === key) return [{ ...scopes, sql: `select v."scopeKey" ${scopes.sql}` }];
  const holders = `select v."scopeKey" ${scopes.sql}`;
  if (scope === 'processInstanceKey') return [{ ...scopes, sql: `${rowsBy(table)} in (${holders})` }];
  const instances = `select e."processInstanceKey" from element_instance e where e."elementInstanceKey" in (${holders})`;
  return [{ ...scopes, sql: `${rowsBy(table)} in (${instances})` }];
}

const rowsBy = (table: string) =>
  `select t.rowid from ${table} t indexed by ${indexNamed(table, 'processInstanceKey')} where t."processInstanceKey"`;

/** `from …`: variables of a name, with one of these values but for what is long of them. */
function named({ name, value }: Filter): Way | null {
  const names = valuesOf(name);
  if (names === null) return null;
  const from = `from variable v indexed by ${VARIABLE_VALUE} where v.name in (${names.map(() => '?').join(', ')})`;
  const values = valuesOf(value) ?? [];
  const index = VARIABLE_VALUE;
  if (values.length === 0) return { index, sql: from, values: names as string[] };
  const marks = values.map(() => indexedPart('?')).join(', ');
  return {
    index,
    sql: `${from} and ${indexedPart('v.value')} in (${marks})`,
    values: [...names, ...values] as string[],
  };
}

/** Instances that hold a row of the relation, by each of the fields asked for and by what makes it one. */
function waysOfRelation({ table, where, filters }: Relation, wanted: [string, unknown][]): Way[] {
  const asked = wanted.flatMap(([name, value]) => {
    const filter = own(filters, name);
    return filter === undefined ? [] : { ...filter, value };
  });
  if (asked.length === 0) return [];
  const byFields = asked.flatMap(({ field, sql, kind, value }) => {
    const found = sql === undefined ? lookUp({ table, fields: { [field]: kind } }, field, value) : null;
    return found === null ? [] : { ...found, sql: `select t."processInstanceKey" ${found.sql}` };
  });
  if (where === '1') return byFields;
  const index = indexNamed(table, 'state');
  const sql = `select r."processInstanceKey" from ${table} r indexed by ${index} where ${where}`;
  return [...byFields, { index, sql, values: [] }];
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
