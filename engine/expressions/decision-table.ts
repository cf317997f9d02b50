import { isSame } from '../feel/compare.ts';
import { FaultyExpression } from '../feel/faulty-expression.ts';
import { extreme, sum } from '../feel/functions/lists.ts';
import type { Lookup } from '../feel/index.ts';
import { type Json, toJson } from '../feel/json.ts';
import { isNumber } from '../feel/number.ts';
import type { Value } from '../feel/values.ts';
import type { Aggregation, DecisionTable } from './dmn-model.ts';
import { ofType } from './type-refs.ts';

export interface TableEvaluation {
  inputs: { id: string; name: string; value: Json }[];
  matchedRules: { ruleId: string; ruleIndex: number; outputs: { id: string; name: string; value: Json }[] }[];
}

/** More rules match than the hit policy allows: which ones is what a person needs to know. */
export class RulesConflict extends FaultyExpression {
  readonly evaluation: TableEvaluation;

  constructor(message: string, evaluation: TableEvaluation) {
    super(message);
    this.evaluation = evaluation;
  }
}

/** What a rule gives, by the names of the outputs. */
type Row = Record<string, Value>;

/** Evaluates a decision table under its hit policy. Throws `FaultyExpression` where the policy does not hold. */
export function evaluateTable(table: DecisionTable, lookup: Lookup, now: number): TableEvaluation & { output: Value } {
  const inputs = table.inputs.map((input) => typed(input, input.expression.evaluateRaw(lookup, now).value));
  const matches = table.rules
    .map((rule, index) => ({ rule, index }))
    .filter(({ rule }) => rule.tests.every((cell, i) => cell.test(inputs[i] ?? null, lookup, now)))
    .map(({ rule, index }) => ({
      ruleId: rule.id,
      ruleIndex: index + 1,
      outputs: table.outputs.map(({ id, name, label }, i) => ({
        id,
        name,
        label,
        value: rule.outputs[i]?.evaluateRaw(lookup, now).value ?? null,
      })),
    }));
  const rows = matches.map(({ outputs }): Row => Object.fromEntries(outputs.map(({ name, value }) => [name, value])));
  const evaluation: TableEvaluation = {
    inputs: table.inputs.map(({ id, label }, i) => ({ id, name: label, value: toJson(inputs[i]) })),
    matchedRules: matches.map(({ outputs, ...rule }) => ({
      ...rule,
      outputs: outputs.map(({ id, label, value }) => ({ id, name: label, value: toJson(value) })),
    })),
  };
  const conflict = conflictOf(table, rows);
  if (conflict !== undefined) {
    const which = matches.map(({ ruleIndex }) => ruleIndex).join(', ');
    throw new RulesConflict(`${conflict}: rules ${which}`, evaluation);
  }
  return { ...evaluation, output: rows.length === 0 ? fallback(table, lookup, now) : byHitPolicy(table, rows) };
}

/** Why these rules may not match together; undefined where they may. */
function conflictOf({ hitPolicy }: DecisionTable, rows: readonly Row[]): string | undefined {
  if (hitPolicy === 'UNIQUE' && rows.length > 1)
    return `the hit policy UNIQUE allows one rule to match, but ${rows.length} did`;
  if (hitPolicy === 'ANY' && !rows.every((row) => isSame(row, rows[0])))
    return 'the hit policy ANY wants all matching rules to agree, but they do not';
  return undefined;
}

/** An input is read as what its column says; what cannot be is a fault. */
function typed({ label, type }: DecisionTable['inputs'][number], value: Value): Value {
  const read = ofType(type, value);
  if (read !== undefined) return read;
  throw new FaultyExpression(
    `the input '${label}' must be of type '${type}', but was '${JSON.stringify(toJson(value))}'`,
  );
}

/** No rule matched: the default outputs, else null; the policies that list answer an empty list. */
function fallback(table: DecisionTable, lookup: Lookup, now: number): Value {
  if (table.outputs.some((output) => output.fallback !== undefined)) {
    return shape(
      table,
      Object.fromEntries(
        table.outputs.map(({ name, fallback }) => [name, fallback?.evaluateRaw(lookup, now).value ?? null]),
      ),
    );
  }
  if (table.hitPolicy === 'COLLECT')
    return table.aggregation === 'COUNT' ? 0 : table.aggregation === undefined ? [] : null;
  return table.hitPolicy === 'RULE ORDER' || table.hitPolicy === 'OUTPUT ORDER' ? [] : null;
}

function byHitPolicy(table: DecisionTable, rows: Row[]): Value {
  const first = rows[0] as Row;
  const values = () => rows.map((row) => shape(table, row));
  switch (table.hitPolicy) {
    case 'UNIQUE':
    case 'FIRST':
    case 'ANY':
      return shape(table, first);
    case 'PRIORITY':
      return shape(table, byPriority(table, rows)[0] as Row);
    case 'OUTPUT ORDER':
      return byPriority(table, rows).map((row) => shape(table, row));
    case 'RULE ORDER':
      return values();
    case 'COLLECT':
      return table.aggregation === undefined ? values() : aggregate(table.aggregation, values());
  }
}

/** One output is the value itself; several are a context. */
function shape(table: DecisionTable, row: Row): Value {
  const only = table.outputs[0];
  return table.outputs.length === 1 && only !== undefined ? (row[only.name] ?? null) : row;
}

function byPriority(table: DecisionTable, rows: Row[]): Row[] {
  const rank = (row: Row, i: number) => {
    const output = table.outputs[i];
    if (output === undefined) return 0;
    const place = output.allowed.findIndex((value) => isSame(value, row[output.name]));
    return place < 0 ? output.allowed.length : place;
  };
  return [...rows].sort((a, b) => {
    for (let i = 0; i < table.outputs.length; i++) {
      const difference = rank(a, i) - rank(b, i);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function aggregate(aggregation: Aggregation, values: Value[]): Value {
  if (aggregation === 'COUNT') return values.length;
  const other = values.find((value) => !isNumber(value));
  if (other !== undefined)
    throw new FaultyExpression(
      `the aggregation ${aggregation} needs numbers, but met '${JSON.stringify(toJson(other))}'`,
    );
  return aggregation === 'SUM' ? sum(values) : extreme(values, aggregation === 'MIN' ? -1 : 1);
}
