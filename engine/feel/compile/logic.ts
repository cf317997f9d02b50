import { compare, type Ternary } from '../compare.ts';
import type { Scope } from '../evaluation.ts';
import { childrenOf, type SyntaxNode, unreadableAt } from '../parse.ts';
import { shown } from '../text.ts';
import type { Value } from '../values.ts';
import { comparison } from './comparison.ts';
import type { Compiled, Source } from './node.ts';
import { compileTest } from './tests.ts';

const ternary = (value: Value, { evaluation }: Scope): Ternary =>
  typeof value === 'boolean' ? value : evaluation.warn(() => `Expected boolean but found '${shown(value)}'`);

/** False as soon as one is, true when both are, else null (DMN 1.5, table 49). */
export function compileConjunction(node: SyntaxNode, source: Source): Compiled {
  const [left, right] = operands(node, source);
  return (scope) => {
    const a = ternary(left(scope), scope);
    if (a === false) return false;
    const b = ternary(right(scope), scope);
    return b === false ? false : a === null || b === null ? null : true;
  };
}

/** True as soon as one is, false when neither is, else null. */
export function compileDisjunction(node: SyntaxNode, source: Source): Compiled {
  const [left, right] = operands(node, source);
  return (scope) => {
    const a = ternary(left(scope), scope);
    if (a === true) return true;
    const b = ternary(right(scope), scope);
    return b === true ? true : a === null || b === null ? null : false;
  };
}

function operands(node: SyntaxNode, source: Source): [Compiled, Compiled] {
  const [left, , right] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode];
  return [source.compile(left), source.compile(right)];
}

/** `a < b`, `a between b and c`, `a in (tests)`. */
export function compileComparison(node: SyntaxNode, source: Source): Compiled {
  const children = childrenOf(node);
  const [left, operator] = children as [SyntaxNode, SyntaxNode];
  const value = source.compile(left);
  if (operator.name === 'in') {
    const test = compileTest(
      children[children.length - 1 - Number(children.at(-1)?.name === ')')] as SyntaxNode,
      source,
    );
    return (scope) => test(value(scope), scope);
  }
  if (operator.name === 'between') {
    const [low, high] = [source.compile(children[2] as SyntaxNode), source.compile(children[4] as SyntaxNode)];
    return (scope) => {
      const at = value(scope);
      const [from, to] = [compare(low(scope), at), compare(at, high(scope))];
      return from === null || to === null ? null : from <= 0 && to <= 0;
    };
  }
  const drawn = children[2] as SyntaxNode;
  // `a == b`: an operator, and one more
  if (drawn.name === 'SimplePositiveUnaryTest' && drawn.firstChild?.name === 'CompareOp')
    throw unreadableAt(source.text, 'Expression', drawn.from);
  const right = source.compile(drawn);
  const holds = comparison(source.text.slice(operator.from, operator.to));
  return (scope) => {
    const [a, b] = [value(scope), right(scope)];
    return holds(a, b) ?? scope.evaluation.warn(() => `Can't compare '${shown(a)}' with '${shown(b)}'`);
  };
}
