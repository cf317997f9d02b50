import type { Json } from '../processing/protocol.ts';
import type { Aggregation, DecisionTable } from './dmn-model.ts';
import { FaultyExpression } from './faulty-expression.ts';
import type { Lookup } from './feel.ts';
import { toJson } from './to-json.ts';
import { ofType } from './type-refs.ts';

export interface TableEvaluation {
  inputs: { id: string; name: string; value: Json }[];
  matchedRules: { ruleId: string; ruleIndex: number; outputs: { id: string; name: string; value: Json }[] }[];
}

type Row = Record<string, Json>;

/** Evaluates a decision table under its hit policy. */
export function evaluateTable(table: DecisionTable, lookup: Lookup, now: number): TableEvaluation & { output: Json } {
  const raw = table.inputs.map((input) => typed(input, input.expression.evaluateRaw(lookup, now).value));
  const matches = table.rules
    .map((rule, index) => ({ rule, index }))
    .filter(({ rule }) => rule.tests.every((cell, i) => cell.test(raw[i] ?? null, lookup, now)));
  const matchedRules = matches.map(({ rule, index }) => ({
    ruleId: rule.id,
    ruleIndex: index + 1,
    outputs: table.outputs.map((output, i) => ({
      id: output.id,
      name: output.name,
      value: toJson(rule.outputs[i]?.evaluateRaw(lookup, now).value),
    })),
  }));
  const rows = matchedRules.map(
    ({ outputs }): Row => Object.fromEntries(outputs.map(({ name, value }) => [name, value])),
  );
  return {
    inputs: table.inputs.map((input, i) => ({ id: input.id, name: input.label, value: toJson(raw[i]) })),
    matchedRules,
    output: rows.length === 0 ? fallback(table, lookup, now) : byHitPolicy(table, rows),
  };
}

/** An input is read as what its column says; what cannot be is a fault. */
function typed({ label, type }: DecisionTable['inputs'][number], value: unknown): unknown {
  const read = ofType(type, value);
  if (read !== undefined) return read;
  throw new FaultyExpression(
    `the input '${label}' must be of type '${type}', but was '${JSON.stringify(toJson(value))}'`,
  );
}

/** No rule matched: the default outputs, else null; the policies that list answer an empty list. */
function fallback(table: DecisionTable, lookup: Lookup, now: number): Json {
  if (table.outputs.some((output) => output.fallback !== undefined)) {
    return shape(
      table,
      Object.fromEntries(
        table.outputs.map(({ name, fallback }) => [name, toJson(fallback?.evaluateRaw(lookup, now).value)]),
      ),
    );
  }
  if (table.hitPolicy === 'COLLECT')
    return table.aggregation === 'COUNT' ? 0 : table.aggregation === undefined ? [] : null;
  return table.hitPolicy === 'RULE ORDER' || table.hitPolicy === 'OUTPUT ORDER' ? [] : null;
}

function byHitPolicy(table: DecisionTable, rows: Row[]): Json {
  const first = rows[0] as Row;
  const values = () => rows.map((row) => shape(table, row));
  switch (table.hitPolicy) {
    case 'UNIQUE':
      if (rows.length > 1)
        throw new FaultyExpression(`the hit policy UNIQUE allows one rule to match, but ${rows.length} did`);
      return shape(table, first);
    case 'FIRST':
      return shape(table, first);
    case 'ANY':
      if (rows.some((row) => JSON.stringify(row) !== JSON.stringify(first))) {
        throw new FaultyExpression('the hit policy ANY wants all matching rules to agree, but they do not');
      }
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
function shape(table: DecisionTable, row: Row): Json {
  const only = table.outputs[0];
  return table.outputs.length === 1 && only !== undefined ? (row[only.name] ?? null) : row;
}

function byPriority(table: DecisionTable, rows: Row[]): Row[] {
  const rank = (row: Row, i: number) => {
    const output = table.outputs[i];
    if (output === undefined) return 0;
    const place = output.allowed.findIndex((value) => JSON.stringify(value) === JSON.stringify(row[output.name]));
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

function aggregate(aggregation: Aggregation, values: Json[]): Json {
  if (aggregation === 'COUNT') return values.length;
  const numbers = values.map((value) => {
    if (typeof value === 'number') return value;
    throw new FaultyExpression(`the aggregation ${aggregation} needs numbers, but met '${JSON.stringify(value)}'`);
  });
  if (aggregation === 'SUM') return numbers.reduce((sum, number) => sum + number, 0);
  return aggregation === 'MIN' ? Math.min(...numbers) : Math.max(...numbers);
}
