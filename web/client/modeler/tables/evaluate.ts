import { type DecisionModel, evaluateDecision, InvalidModel, readDecisions } from 'harmonie-engine/decisions';
import { pathsIn, readNumber } from 'harmonie-engine/feel';
import type { Decision } from './decisions.ts';

type Data = Record<string, unknown>;

/** One decision, tried. */
export interface Outcome {
  readonly decision: Decision;
  readonly value: unknown;
  /** The rules that applied, counted from 1; null for what is no table. */
  readonly matched: readonly number[] | null;
  readonly fault: 'several-rules' | { readonly reason: string } | null;
}

/** A file as the engine reads it; or why it would refuse it, by the ids of what is wrong. */
export type Read = DecisionModel | { readonly refused: ReadonlyMap<string, string> };

/** Reads a file as the engine does when it is deployed. */
export async function readModel(xml: string): Promise<Read> {
  try {
    return await readDecisions('', xml);
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error;
    return { refused: new Map(error.defects.map(({ elementId, sentence }) => [elementId, sentence])) };
  }
}

/**
 * Tries a decision, those that it needs first, as the engine decides it. Meant for a person at a table: nothing is
 * thrown, all is in the answer.
 */
export function tryDecision(model: Read, decisions: readonly Decision[], id: string, data: Data): Outcome[] {
  if ('refused' in model) return refusals(model.refused, decisions, id);
  const { evaluated, failedDecisionId, failureMessage } = evaluateDecision(model, id, data);
  return evaluated.flatMap(({ decisionId, output, matchedRules }) => {
    const decision = decisions.find((each) => each.id === decisionId);
    if (!decision) return [];
    const matched = decision.table === null ? null : appliedOf(decision.table.hitPolicy, matchedRules, output);
    const isConflict = decisionId === failedDecisionId && matchedRules.length > 0;
    const reason = decisionId === failedDecisionId ? { reason: failureMessage } : null;
    return [{ decision, value: output, matched, fault: isConflict ? ('several-rules' as const) : reason }];
  });
}

/** What is wrong in the file: with decisions, or else with the file as a whole. */
function refusals(refused: ReadonlyMap<string, string>, decisions: readonly Decision[], id: string): Outcome[] {
  const named = decisions.filter((decision) => refused.has(decision.id));
  const [first = ''] = refused.values();
  const shown = named.length > 0 ? named : decisions.filter((decision) => decision.id === id);
  return shown.map((decision) => ({
    decision,
    value: null,
    matched: null,
    fault: { reason: refused.get(decision.id) ?? first },
  }));
}

type MatchedRules = ReturnType<typeof evaluateDecision>['evaluated'][number]['matchedRules'];

/** Of the rules that match, the one whose outputs are the result, where the policy takes one of several. */
function appliedOf(hitPolicy: string, rules: MatchedRules, output: unknown): number[] {
  const numbers = rules.map(({ ruleIndex }) => ruleIndex);
  if (hitPolicy === 'FIRST') return numbers.slice(0, 1);
  if (hitPolicy !== 'PRIORITY') return numbers;
  const at = rules.findIndex(({ outputs }) => {
    const result = outputs.length === 1 ? [output] : Object.values(output as Data);
    return JSON.stringify(outputs.map(({ value }) => value)) === JSON.stringify(result);
  });
  return at < 0 ? [] : numbers.slice(at, at + 1);
}

/**
 * The data that a decision asks for, those of the decisions it needs included, in the order of the columns; of what it reads by a
 * path, as « answers.pays », that path.
 */
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
  const asked = [...names].filter((name) => !given.has(rootOf(name)));
  // What is read of it stands for the whole.
  return asked.filter((name) => !asked.some((other) => other.startsWith(`${name}.`)));
}

/** Variables that an expression reads; what cannot be read asks for nothing: trying it says why. */
function namesIn(expression: string): string[] {
  if (expression === '') return [];
  try {
    return pathsIn(expression, 'Expression')
      .map((words) => words.join('.'))
      .filter((path) => !SPECIAL.has(rootOf(path)));
  } catch {
    return [];
  }
}

const rootOf = (path: string): string => path.split('.')[0] ?? path;

/** What was typed for each name, as a decision reads it: « answers.pays » is the `pays` of `answers`. */
export const dataFrom = (typed: readonly (readonly [name: string, value: unknown])[]): Data =>
  typed.reduce((data, [name, value]) => withValue(data, name.split('.'), value), {});

function withValue(data: Data, [word = '', ...rest]: readonly string[], value: unknown): Data {
  if (rest.length === 0) return { ...data, [word]: value };
  return { ...data, [word]: withValue((data[word] ?? {}) as Data, rest, value) };
}

/** Names that FEEL gives by itself in a filter or a loop. */
const SPECIAL = new Set(['?', 'item', 'partial']);

/** What was typed as a value: a number, yes or no, nothing, or a text (dates are texts, as forms give them). */
export function typedValue(typed: string): unknown {
  const text = typed.trim();
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^".*"$/s.test(text)) return text.slice(1, -1);
  return /^-?\d+(?:[.,]\d+)?$/.test(text) ? readNumber(text.replace(',', '.')) : text;
}
