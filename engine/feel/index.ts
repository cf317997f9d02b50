import { compileTree, sourceOf } from './compile/expression.ts';
import type { Compiled } from './compile/node.ts';
import { compileTest, INPUT, type Test } from './compile/tests.ts';
import { Evaluation, type Lookup, Scope } from './evaluation.ts';
import { FaultyExpression } from './faulty-expression.ts';
import { BUILT_IN } from './functions/built-in.ts';
import { nameIn, parse, type SyntaxTree } from './parse.ts';
import type { Value } from './values.ts';

export type { Lookup } from './evaluation.ts';

export interface FeelResult {
  /** Null, never undefined, where there is none. */
  readonly value: Value;
  /** Why a part of it is null. */
  readonly warnings: readonly string[];
}

/** A FEEL expression, read once. */
export interface Feel {
  readonly text: string;
  /** Names that may be variables it depends on. */
  readonly variables: readonly string[];
  /** @param now what `now()` answers, in milliseconds since 1970 */
  evaluate(lookup: Lookup, now: number): FeelResult;
}

/** A cell of a decision table: does the input pass? */
export interface UnaryTests {
  readonly text: string;
  readonly variables: readonly string[];
  /** @param input `undefined` where there is none, as in a form: then a condition on other names stands for itself */
  test(input: Value, lookup: Lookup, now: number): boolean;
}

/** Compiled expressions and cells, shared by all versions of all models that use the same text. */
const compiled = new Map<string, Feel>();
const compiledTests = new Map<string, UnaryTests>();
const MAX_COMPILED = 20_000;

/** What was compiled of a text with these names, or is now. */
function once<T>(known: Map<string, T>, text: string, names: readonly string[], compile: () => T): T {
  const key = names.length === 0 ? text : JSON.stringify([text, names]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = compile();
  if (known.size >= MAX_COMPILED) known.clear();
  known.set(key, made);
  return made;
}

/**
 * Compiles FEEL text (without the leading `=`). Throws `FaultyExpression` on a syntax error.
 * @param names of variables of several words, which the text may mention without backquotes
 */
export function compileFeel(text: string, names: readonly string[] = []): Feel {
  return once(compiled, text, names, () => {
    const tree = parse(text, 'Expression', names);
    return feelOf(text, tree, compileTree(text, tree.topNode));
  });
}

function feelOf(text: string, tree: SyntaxTree, run: Compiled): Feel {
  return {
    text,
    variables: variablesIn(text, tree),
    evaluate(lookup, now) {
      const evaluation = new Evaluation(text, now);
      const value = evaluated(text, evaluation, () => run(Scope.root(evaluation, lookup)));
      return { value, warnings: evaluation.warnings };
    },
  };
}

/** Compiles a cell of a decision table. Throws `FaultyExpression` on a syntax error. */
export function compileUnaryTests(text: string, names: readonly string[] = []): UnaryTests {
  const cell = text.trim() === '' ? '-' : text.trim();
  return once(compiledTests, cell, names, () => {
    const tree = parse(cell, 'UnaryTests', names);
    const test = compileTest(tree.topNode, sourceOf(cell));
    return {
      text: cell,
      variables: variablesIn(cell, tree),
      test: (input, lookup, now) => tested(cell, test, { input, lookup, now }),
    };
  });
}

function tested(
  text: string,
  test: Test,
  { input, lookup, now }: { input: Value; lookup: Lookup; now: number },
): boolean {
  const evaluation = new Evaluation(text, now);
  const scope = Scope.root(evaluation, lookup).with({ [INPUT]: input });
  return evaluated(text, evaluation, () => test(input, scope)) === true;
}

function evaluated<T>(text: string, evaluation: Evaluation, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw asFault(text, error);
  } finally {
    evaluation.budget.close();
  }
}

function asFault(text: string, error: unknown): FaultyExpression {
  if (error instanceof FaultyExpression) return error;
  const named = `The expression '${text.slice(0, 100)}'`;
  const { message } = error as Error;
  if (!(error instanceof RangeError))
    return new FaultyExpression(`Cannot evaluate the expression '${text}': ${message}`);
  return new FaultyExpression(
    /string length/.test(message) ? `${named} makes a text of more than can be held` : `${named} goes too deep`,
  );
}

/** Names that loops and functions give by themselves included, which does no harm; not the functions that it calls. */
function variablesIn(text: string, tree: SyntaxTree): string[] {
  const names = new Set<string>();
  tree.iterate({
    enter({ name, from, node }) {
      if (name !== 'VariableName') return;
      const isCalled = node.parent?.name === 'FunctionInvocation' && node.parent.from === from;
      const variable = nameIn(text, node);
      if (!isCalled || !BUILT_IN.has(variable)) names.add(variable);
    },
  });
  return [...names];
}
