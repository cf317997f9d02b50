import { evaluateTable } from './decision-table.ts';
import type { FunctionLogic, Knowledge, Logic } from './dmn-model.ts';
import { FaultyExpression } from './faulty-expression.ts';
import type { Lookup } from './feel.ts';

/** A function that FEEL can call, as the interpreter takes it. */
type Callable = ((...values: unknown[]) => unknown) & { $args: string[] };

/** Evaluates any logic of DMN: what is boxed in it sees the names around it. */
export function evaluateLogic(logic: Logic, lookup: Lookup, now: number): unknown {
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
      const entries: Record<string, unknown> = {};
      const seen = within(entries, lookup);
      for (const { name, value } of logic.entries) entries[name] = evaluateLogic(value, seen, now);
      return logic.result === undefined ? entries : evaluateLogic(logic.result, seen, now);
    }
    case 'FUNCTION':
      return functionOf(logic, lookup, now);
    case 'INVOCATION': {
      const called = evaluateLogic(logic.called, lookup, now);
      if (!isCallable(called)) throw new FaultyExpression('what is invoked is no function');
      const given = Object.fromEntries(
        logic.bindings.map(({ name, value }) => [name, evaluateLogic(value, lookup, now)]),
      );
      return called(...called.$args.map((name) => given[name] ?? null));
    }
  }
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

function functionOf({ parameters, body }: FunctionLogic, lookup: Lookup, now: number): Callable {
  const run = (...values: unknown[]) => {
    const given = Object.fromEntries(parameters.map((name, i) => [name, values[i] ?? null]));
    return evaluateLogic(body, within(given, lookup), now);
  };
  return Object.assign(run, { $args: [...parameters] });
}

function within(names: Readonly<Record<string, unknown>>, lookup: Lookup): Lookup {
  return (name) => (Object.hasOwn(names, name) ? names[name] : lookup(name));
}

function cell(logic: Logic | undefined, lookup: Lookup, now: number): unknown {
  return logic === undefined ? null : evaluateLogic(logic, lookup, now);
}

function isCallable(value: unknown): value is Callable {
  return typeof value === 'function' && '$args' in value;
}
