import { callNamed } from '../feel/call.ts';
import { Evaluation } from '../feel/evaluation.ts';
import { FaultyExpression } from '../feel/faulty-expression.ts';
import type { Lookup } from '../feel/index.ts';
import { FeelFunction, isContext, type Value } from '../feel/values.ts';
import { evaluateTable } from './decision-table.ts';
import type { FunctionLogic, IterationLogic, Knowledge, Logic } from './dmn-model.ts';

/** Evaluates any logic of DMN: what is boxed in it sees the names around it. */
export function evaluateLogic(logic: Logic, lookup: Lookup, now: number): Value {
  switch (logic.kind) {
    case 'DECISION_TABLE':
      return evaluateTable(logic, lookup, now).output;
    case 'LITERAL_EXPRESSION':
      return logic.expression.evaluateRaw(lookup, now).value;
    case 'LIST':
      return logic.items.map((item) => evaluateLogic(item, lookup, now));
    case 'RELATION':
      return logic.rows.map((row) =>
        Object.fromEntries(logic.columns.map((name, i) => [name, cell(row[i], lookup, now)])),
      );
    case 'CONTEXT': {
      const entries: Record<string, Value> = {};
      const seen = within(entries, lookup);
      for (const { name, value } of logic.entries) entries[name] = evaluateLogic(value, seen, now);
      return logic.result === undefined ? entries : evaluateLogic(logic.result, seen, now);
    }
    case 'FUNCTION':
      return functionOf(logic, lookup, now);
    case 'CONDITIONAL': {
      const holds = evaluateLogic(logic.condition, lookup, now);
      if (!isTernary(holds)) return null;
      return evaluateLogic(holds === true ? logic.yes : logic.no, lookup, now);
    }
    case 'ITERATION':
      return iterated(logic, lookup, now);
    case 'INVOCATION': {
      const called = evaluateLogic(logic.called, lookup, now);
      if (!(called instanceof FeelFunction)) throw new FaultyExpression('what is invoked is no function');
      const given = new Map(logic.bindings.map(({ name, value }) => [name, evaluateLogic(value, lookup, now)]));
      return callNamed('what is invoked', called, given, new Evaluation('', now));
    }
  }
}

/** What is boxed as a condition must be one: anything else makes the whole null (DMN 1.5, 10.2.1.8 to 10.2.1.10). */
const isTernary = (value: Value): boolean => value === null || typeof value === 'boolean';

function iterated({ over, loop, variable, list, each }: IterationLogic, lookup: Lookup, now: number): Value {
  const items = evaluateLogic(list, lookup, now);
  let areConditions = true;
  const parameters = over === 'for' ? ['item', 'partial'] : ['item'];
  const ofItem = FeelFunction.of(parameters, ([item, partial]) => {
    const entries = over === 'filter' && isContext(item) ? item : {};
    const given = over === 'for' ? { [variable]: item, partial } : { [variable]: item, ...entries };
    const answer = evaluateLogic(each, within(given, lookup), now);
    areConditions &&= over === 'for' || isTernary(answer);
    return answer;
  });
  const names: Record<string, Value> = { list: items, each: ofItem };
  const { value } = loop.evaluate((name) => names[name], now);
  return areConditions ? value : null;
}

/** The names of business knowledge: a function, or the value itself of one without parameters. */
export function withKnowledge(
  ids: readonly string[],
  knowledge: ReadonlyMap<string, Knowledge>,
  lookup: Lookup,
  now: number,
): Lookup {
  if (ids.length === 0) return lookup;
  return (name) => {
    const found = ids.map((id) => knowledge.get(id)).find((one) => one?.name === name || one?.id === name);
    if (found === undefined) return lookup(name);
    const seen = withKnowledge(found.requires, knowledge, lookup, now);
    return found.logic.parameters.length === 0
      ? evaluateLogic(found.logic.body, seen, now)
      : functionOf(found.logic, seen, now);
  };
}

function functionOf({ parameters, body }: FunctionLogic, lookup: Lookup, now: number): FeelFunction {
  return FeelFunction.of(parameters, (values) => {
    const given = Object.fromEntries(parameters.map((name, i) => [name, values[i] ?? null]));
    return evaluateLogic(body, within(given, lookup), now);
  });
}

function within(names: Readonly<Record<string, Value>>, lookup: Lookup): Lookup {
  return (name) => (Object.hasOwn(names, name) ? names[name] : lookup(name));
}

function cell(logic: Logic | undefined, lookup: Lookup, now: number): Value {
  return logic === undefined ? null : evaluateLogic(logic, lookup, now);
}
