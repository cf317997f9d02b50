import { call } from '../call.ts';
import { equal, isWithin, type Ternary } from '../compare.ts';
import type { Scope } from '../evaluation.ts';
import { childrenOf, type SyntaxNode } from '../parse.ts';
import { FeelFunction, Range, type Value } from '../values.ts';
import { comparison } from './comparison.ts';
import type { Compiled, Source } from './node.ts';

/** Whether a value passes; null where nothing can be said, which is no yes. */
export type Test = (input: Value, scope: Scope) => Ternary;

/** What a test is called when it asks for what it tests. */
export const INPUT = '?';

/** A unary test, or several of which one must pass (DMN 1.5, 7.3.1 and grammar rules 7 to 17). */
export function compileTest(node: SyntaxNode, source: Source): Test {
  const children = childrenOf(node);
  switch (node.name) {
    case 'UnaryTests':
      return compileCell(children, source);
    case 'Wildcard':
      return () => true;
    case 'PositiveUnaryTests':
      return anyOf(children.map((child) => compileTest(child, source)));
    case 'PositiveUnaryTest':
    case 'ParenthesizedExpression': {
      const inner = children.find(({ name }) => name !== '(' && name !== ')') as SyntaxNode;
      const isTest = inner.name === 'SimplePositiveUnaryTest' || node.name === 'PositiveUnaryTest';
      return isTest ? compileTest(inner, source) : compileValueTest(node, source);
    }
    case 'SimplePositiveUnaryTest':
      return compileSimple(children, source);
    default:
      return compileValueTest(node, source);
  }
}

function compileCell(children: readonly SyntaxNode[], source: Source): Test {
  const tests = compileTest(
    children.find(({ name }) => name !== 'not' && name !== '(' && name !== ')') as SyntaxNode,
    source,
  );
  if (children[0]?.name !== 'not') return tests;
  return (input, scope) => {
    const passes = tests(input, scope);
    return passes === null ? null : !passes;
  };
}

function anyOf(tests: readonly Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (input, scope) => {
    let found: Ternary = false;
    for (const test of tests) {
      const passes = test(input, scope);
      if (passes === true) return true;
      if (passes === null) found = null;
    }
    return found;
  };
}

/** `> 5`, `[1..5]`. */
function compileSimple(children: readonly SyntaxNode[], source: Source): Test {
  const [operator, limit] = children as [SyntaxNode, SyntaxNode | undefined];
  if (operator.name === 'Interval' || limit === undefined) {
    const range = compileInterval(operator, source);
    return (input, scope) => {
      const wanted = range(scope);
      return wanted === null ? null : passes(input, wanted, scope);
    };
  }
  const value = source.compile(limit);
  const holds = comparison(source.text.slice(operator.from, operator.to));
  return (input, scope) => holds(input, value(scope));
}

/** An expression: with a `?` it says itself whether the value passes, else it is what the value must be, or be in. */
function compileValueTest(node: SyntaxNode, source: Source): Test {
  const value = source.compile(node);
  if (asksForInput(node)) {
    return (input, scope) => {
      const answer = value(scope.with({ [INPUT]: input }));
      return typeof answer === 'boolean' ? answer : null;
    };
  }
  return (input, scope) => passes(input, value(scope), scope);
}

function passes(input: Value, wanted: Value, scope: Scope): Ternary {
  if (wanted instanceof Range && !(input instanceof Range)) return isWithin(input, wanted);
  if (wanted instanceof FeelFunction) {
    const answer = call('a test', wanted, [input], scope.evaluation);
    return typeof answer === 'boolean' ? answer : null;
  }
  if (Array.isArray(wanted)) return isIn(input, wanted, scope);
  // a condition on other names: it stands for itself, unless the input is one too
  if (typeof wanted === 'boolean' && typeof input !== 'boolean' && input !== null) return wanted;
  return equal(input, wanted);
}

/** Equal to a list, or one of its items, or within one of them. */
function isIn(input: Value, wanted: readonly Value[], scope: Scope): Ternary {
  scope.evaluation.budget.spend(wanted.length);
  if (equal(input, wanted) === true) return true;
  return wanted.some((item) => (Array.isArray(item) ? equal(input, item) : passes(input, item, scope)) === true);
}

function asksForInput(node: SyntaxNode): boolean {
  let found = false;
  node.cursor().iterate(({ name }) => {
    if (name === INPUT) found = true;
    return !found;
  });
  return found;
}

/** A range drawn as such; null where an end is. */
export function compileInterval(node: SyntaxNode, source: Source): Compiled {
  const [open, from, to, close] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode];
  const [start, end] = [source.compile(from), source.compile(to)];
  const [startIncluded, endIncluded] = [open.name === '[', close.name === ']'];
  return (scope) => {
    const [low, high] = [start(scope), end(scope)];
    return low === null || high === null ? null : new Range(low, startIncluded, high, endIncluded);
  };
}
