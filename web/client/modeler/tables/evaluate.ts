import { evaluate, parseExpression, unaryTest } from '@bpmn-io/feelin';
import type { Decision, Table } from './decisions.ts';

type Data = Record<string, unknown>;

/** One decision, tried. */
export interface Outcome {
  readonly decision: Decision;
  readonly value: unknown;
  /** The rules that applied, counted from 1; null for what is no table. */
  readonly matched: readonly number[] | null;
  readonly fault: 'several-rules' | { readonly reason: string } | null;
}

/** Tries a decision, those that it needs first. Meant for a person at a table: nothing is thrown, all is in the answer. */
export function tryDecision(decisions: readonly Decision[], id: string, data: Data): Outcome[] {
  const outcomes: Outcome[] = [];
  const known: Data = { ...data };
  const visit = (wanted: string, above: readonly string[]) => {
    const decision = decisions.find((each) => each.id === wanted);
    if (!decision || above.includes(wanted) || outcomes.some((outcome) => outcome.decision === decision)) return;
    for (const needed of decision.needs) visit(needed, [...above, wanted]);
    const outcome = tryOne(decision, known);
    outcomes.push(outcome);
    known[decision.variable] = outcome.value;
    known[decision.id] = outcome.value;
  };
  visit(id, []);
  return outcomes;
}

function tryOne(decision: Decision, data: Data): Outcome {
  try {
    if (decision.table) return { decision, ...tryTable(decision.table, data) };
    const value = decision.expression ? evaluate(decision.expression, data).value : null;
    return { decision, value: value ?? null, matched: null, fault: null };
  } catch (error) {
    return { decision, value: null, matched: null, fault: { reason: (error as Error).message } };
  }
}

function tryTable(table: Table, data: Data): Pick<Outcome, 'value' | 'matched' | 'fault'> {
  const inputs = table.inputs.map(({ expression }) => (expression ? evaluate(expression, data).value : null));
  const matched = table.rules
    .map((rule, index) => ({ rule, number: index + 1 }))
    .filter(({ rule }) => rule.when.every((test, column) => holds(test, { ...data, '?': inputs[column] ?? null })));
  const results = matched.map(({ rule }) => resultOf(table, rule.gives, data));
  const numbers = matched.map(({ number }) => number);
  switch (table.hitPolicy) {
    case 'UNIQUE':
      return results.length > 1
        ? { value: null, matched: numbers, fault: 'several-rules' }
        : { value: results[0] ?? null, matched: numbers, fault: null };
    case 'ANY': {
      const differ = results.some((result) => JSON.stringify(result) !== JSON.stringify(results[0]));
      return { value: differ ? null : (results[0] ?? null), matched: numbers, fault: differ ? 'several-rules' : null };
    }
    case 'FIRST':
      return { value: results[0] ?? null, matched: numbers.slice(0, 1), fault: null };
    case 'PRIORITY': {
      const best = byImportance(table, results)[0];
      const at = best === undefined ? -1 : results.indexOf(best);
      return { value: best ?? null, matched: at < 0 ? [] : [numbers[at] as number], fault: null };
    }
    case 'OUTPUT ORDER':
      return { value: byImportance(table, results), matched: numbers, fault: null };
    case 'RULE ORDER':
      return { value: results, matched: numbers, fault: null };
    case 'COLLECT':
      return { value: aggregate(table.aggregation, results), matched: numbers, fault: null };
  }
}

const holds = (test: string, context: Data): boolean =>
  test === '' || test === '-' || unaryTest(test, context).value === true;

function resultOf(table: Table, gives: readonly string[], data: Data): unknown {
  const values = gives.map((expression) => (expression ? (evaluate(expression, data).value ?? null) : null));
  if (table.outputs.length === 1) return values[0] ?? null;
  return Object.fromEntries(table.outputs.map(({ name }, column) => [name, values[column] ?? null]));
}

/** As the predefined values of the first output say, the most important first. */
function byImportance(table: Table, results: readonly unknown[]): unknown[] {
  const [output] = table.outputs;
  const ranks = (output?.values ?? []).map((value) => JSON.stringify(evaluate(value).value));
  const rank = (result: unknown) => {
    const value = table.outputs.length === 1 ? result : (result as Data)[output?.name ?? ''];
    const at = ranks.indexOf(JSON.stringify(value));
    return at < 0 ? ranks.length : at;
  };
  return results.toSorted((a, b) => rank(a) - rank(b));
}

function aggregate(how: Table['aggregation'], results: readonly unknown[]): unknown {
  if (how === null) return results;
  if (how === 'COUNT') return results.length;
  const numbers = results.filter((result) => typeof result === 'number');
  if (numbers.length === 0) return null;
  if (how === 'SUM') return numbers.reduce((sum, number) => sum + number, 0);
  return how === 'MIN' ? Math.min(...numbers) : Math.max(...numbers);
}

/** The data that a decision asks for, those of the decisions it needs included, in the order of the columns. */
export function inputsOf(decisions: readonly Decision[], id: string): string[] {
  const names = new Set<string>();
  const seen = new Set<string>();
  const given = new Set<string>();
  const visit = (wanted: string) => {
    const decision = decisions.find((each) => each.id === wanted);
    if (!decision || seen.has(wanted)) return;
    seen.add(wanted);
    for (const needed of decision.needs) visit(needed);
    const { table, expression } = decision;
    const expressions = table
      ? [...table.inputs.map((input) => input.expression), ...table.rules.flatMap(({ gives }) => gives)]
      : [expression ?? ''];
    for (const text of expressions) for (const name of namesIn(text)) names.add(name);
    given.add(decision.variable);
    given.add(decision.id);
  };
  visit(id);
  return [...names].filter((name) => !given.has(name));
}

/** Variables that an expression reads: not the names of functions, nor of the entries of a context. */
function namesIn(expression: string): string[] {
  if (expression === '') return [];
  const names: string[] = [];
  try {
    parseExpression(expression, {}, undefined).iterate({
      enter: ({ name, from, to, node }) => {
        const parent = node.parent?.name;
        const isCalled = parent === 'FunctionInvocation' && node.parent?.firstChild?.from === from;
        if (name === 'VariableName' && !isCalled) names.push(expression.slice(from, to));
      },
    });
  } catch {
    // What cannot be read asks for nothing; trying it says why.
  }
  return names.filter((name) => !BUILT_IN.has(name));
}

/** Words of FEEL that read as names. */
const BUILT_IN = new Set(['?', 'item', 'partial', 'true', 'false', 'null', 'duration', 'date', 'time']);

/** What was typed as a value: a number, yes or no, nothing, or a text (dates are texts, as forms give them). */
export function typedValue(typed: string): unknown {
  const text = typed.trim();
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^".*"$/s.test(text)) return text.slice(1, -1);
  return /^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text;
}
