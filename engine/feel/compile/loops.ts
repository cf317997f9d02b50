import { compare } from '../compare.ts';
import type { Scope } from '../evaluation.ts';
import { add, asJavaScript, compareNumbers, isNumber, subtract } from '../number.ts';
import { childrenOf, nameIn, type SyntaxNode } from '../parse.ts';
import { FeelDate } from '../temporal/values.ts';
import { shown } from '../text.ts';
import { Range, type Value } from '../values.ts';
import type { Compiled, Source } from './node.ts';

interface Iteration {
  readonly name: string;
  /** What it goes through; null where that is nothing that can be gone through. */
  items(scope: Scope): readonly Value[] | null;
}

/** What `for` calls the results so far. */
const PARTIAL = 'partial';

function iterationsOf(node: SyntaxNode, source: Source): Iteration[] {
  const list = childrenOf(node).find(({ name }) => name === 'InExpressions') as SyntaxNode;
  return childrenOf(list).map((one) => {
    const [name, , through] = childrenOf(one) as [SyntaxNode, SyntaxNode, SyntaxNode];
    return { name: nameIn(source.text, name), items: compileIteration(through, source) };
  });
}

function compileIteration(node: SyntaxNode, source: Source): Iteration['items'] {
  const isContext = node.name === 'IterationContext';
  const parts = (isContext ? childrenOf(node) : [node]).map((part) => source.compile(part));
  const [first, last] = parts as [Compiled, Compiled | undefined];
  if (last !== undefined) return (scope) => between(first(scope), last(scope), scope);
  return (scope) => {
    const value = first(scope);
    if (value instanceof Range) return ofRange(value, scope);
    if (!Array.isArray(value)) return scope.evaluation.warn(() => `Expected list but found '${shown(value)}'`);
    scope.evaluation.budget.turn(value.length);
    return value;
  };
}

/** The values that a range of whole numbers or days holds. */
function ofRange({ start, end, startIncluded, endIncluded }: Range, scope: Scope): readonly Value[] | null {
  if ((compare(start, end) ?? 1) > 0)
    return scope.evaluation.warn('A range that ends before it begins, or never, cannot be gone through');
  const items = between(start, end, scope);
  if (items === null) return null;
  return items.slice(startIncluded ? 0 : 1, endIncluded ? items.length : -1);
}

/** Numbers or days from one to another, in either direction. */
function between(from: Value, to: Value, { evaluation }: Scope): readonly Value[] | null {
  if (from instanceof FeelDate && to instanceof FeelDate) {
    const count = Math.abs(to.epochDay - from.epochDay) + 1;
    evaluation.budget.turn(count);
    const step = to.epochDay < from.epochDay ? -1 : 1;
    return Array.from({ length: count }, (_, i) => FeelDate.ofEpochDay(from.epochDay + i * step));
  }
  if (!isNumber(from) || !isNumber(to))
    return evaluation.warn(() => `Can't go from '${shown(from)}' to '${shown(to)}'`);
  const isUpwards = compareNumbers(from, to) <= 0;
  const length = asJavaScript((isUpwards ? subtract(to, from) : subtract(from, to)) ?? Number.POSITIVE_INFINITY);
  const count = Math.floor(length) + 1;
  evaluation.budget.turn(count);
  return Array.from({ length: count }, (_, i) => (isUpwards ? add(from, i) : subtract(from, i)));
}

/** Goes through all the combinations, the last name fastest; `each` answers whether to go on. */
function goThrough(iterations: readonly Iteration[], scope: Scope, each: (scope: Scope) => boolean): boolean | null {
  const [iteration, ...inner] = iterations;
  if (iteration === undefined) return each(scope);
  const items = iteration.items(scope);
  if (items === null) return null;
  for (const item of items) {
    const goesOn = goThrough(inner, scope.with({ [iteration.name]: item }), each);
    if (goesOn !== true) return goesOn;
  }
  return true;
}

/** `for x in …, y in … return …`. */
export function compileFor(node: SyntaxNode, source: Source): Compiled {
  const iterations = iterationsOf(node, source);
  const answer = source.compile(childrenOf(node).at(-1) as SyntaxNode);
  const usesPartial = /\bpartial\b/.test(source.text);
  return (scope) => {
    const results: Value[] = [];
    const isWhole = goThrough(iterations, scope, (turn) => {
      if (usesPartial) scope.evaluation.budget.weigh(results);
      // what a turn keeps of the results so far does not grow with the later ones
      results.push(answer(usesPartial ? turn.with({ [PARTIAL]: [...results] }) : turn));
      return true;
    });
    return isWhole === null ? null : results;
  };
}

/** `some` or `every` … `satisfies`: null where what is not known could change the answer. */
export function compileQuantified(node: SyntaxNode, source: Source): Compiled {
  const isSome = childrenOf(node)[0]?.name === 'some';
  const iterations = iterationsOf(node, source);
  const condition = source.compile(childrenOf(node).at(-1) as SyntaxNode);
  return (scope) => {
    let isKnown = true;
    const goesOn = goThrough(iterations, scope, (turn) => {
      const holds = condition(turn);
      if (typeof holds !== 'boolean') {
        isKnown = false;
        scope.evaluation.warn(() => `Expected boolean but found '${shown(holds)}'`);
      }
      return holds !== isSome;
    });
    if (goesOn === null) return null;
    if (!goesOn) return isSome;
    return isKnown ? !isSome : null;
  };
}
