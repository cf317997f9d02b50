import { calculate, negated, type Operator } from '../arithmetic.ts';
import { childrenOf, nameIn, type SyntaxNode, unreadableAt } from '../parse.ts';
import { shown } from '../text.ts';
import type { Value } from '../values.ts';
import { compileFunction, compileInvocation, compileName } from './calls.ts';
import { comparison, rangeOf } from './comparison.ts';
import { compileAt, compileBoolean, compileNull, compileNumber, compileText, unescaped } from './literals.ts';
import { compileComparison, compileConjunction, compileDisjunction } from './logic.ts';
import { compileFor, compileQuantified } from './loops.ts';
import type { Compiled, Source } from './node.ts';
import { compileFilter, compilePath } from './paths.ts';
import { compileInterval, INPUT } from './tests.ts';
import { compileInstanceOf, compileTypeTest } from './types.ts';

type Compile = (node: SyntaxNode, source: Source) => Compiled;

/** What each node of the grammar becomes. */
const NODES: Record<string, Compile> = {
  Expression: compileInner,
  ParenthesizedExpression: compileInner,
  PositiveUnaryTest: compileInner,
  SimplePositiveUnaryTest: compileRange,
  Interval: compileInterval,
  NumericLiteral: compileNumber,
  StringLiteral: compileText,
  BooleanLiteral: compileBoolean,
  null: compileNull,
  DateTimeLiteral: (node, source) =>
    node.firstChild?.name === 'AtLiteral' ? compileAt(node, source) : compileInvocation(node, source),
  VariableName: compileName,
  '?': () => (scope) => scope.find(INPUT) ?? scope.evaluation.warn("No variable found with name '?'"),
  List: compileList,
  Context: compileContext,
  FunctionDefinition: compileFunction,
  FunctionInvocation: compileInvocation,
  PathExpression: compilePath,
  FilterExpression: compileFilter,
  ArithmeticExpression: compileArithmetic,
  Comparison: compileComparison,
  Conjunction: compileConjunction,
  Disjunction: compileDisjunction,
  InstanceOfExpression: compileInstanceOf,
  IfExpression: compileIf,
  ForExpression: compileFor,
  QuantifiedExpression: compileQuantified,
};

/** Compiles a tree of the grammar, once; what comes of it is asked as often as needed. */
export function compileTree(text: string, node: SyntaxNode): Compiled {
  return sourceOf(text).compile(node);
}

/** What parts of a text are compiled with. */
export function sourceOf(text: string): Source {
  const source: Source = {
    text,
    compile(node) {
      const compile = NODES[node.name];
      if (compile === undefined) throw new Error(`The grammar has a node of an unknown kind, ${node.name}`);
      return compile(node, source);
    },
  };
  return source;
}

function compileInner(node: SyntaxNode, source: Source): Compiled {
  return source.compile(childrenOf(node).find(({ name }) => name !== '(' && name !== ')') as SyntaxNode);
}

/** `(> 5)`: the range of what passes. `(!= 5)` is none. */
function compileRange(node: SyntaxNode, source: Source): Compiled {
  const [first, limit] = childrenOf(node) as [SyntaxNode, SyntaxNode | undefined];
  if (limit === undefined) return source.compile(first);
  const operator = source.text.slice(first.from, first.to);
  const value = source.compile(limit);
  const holds = comparison(operator);
  const isWhole = node.parent?.name === 'Expression';
  return (scope) => {
    // alone, it is a condition on what is tested, if anything is
    const input = isWhole ? scope.find(INPUT) : undefined;
    return input === undefined ? rangeOf(operator, value(scope)) : holds(input, value(scope));
  };
}

/** `2 * 3 instance of number` asks for the type of the product: the grammar has it otherwise. */
function compileArithmetic(node: SyntaxNode, source: Source): Compiled {
  let last = node;
  while (last.name === 'ArithmeticExpression') last = childrenOf(last).at(-1) as SyntaxNode;
  const value = compileCalculation(node, source);
  if (last.name !== 'InstanceOfExpression') return value;
  const isOfType = compileTypeTest(last, source);
  return (scope) => isOfType(value(scope));
}

function compileCalculation(node: SyntaxNode, source: Source): Compiled {
  if (node.name === 'InstanceOfExpression') return source.compile(childrenOf(node)[0] as SyntaxNode);
  if (node.name !== 'ArithmeticExpression') return source.compile(node);
  const [first, second, third] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode | undefined];
  if (third === undefined) {
    if (source.text[first.from] === '+') throw unreadableAt(source.text, 'Expression', first.from);
    const value = compileCalculation(second, source);
    return (scope) => negated(value(scope), scope.evaluation);
  }
  const operator = source.text.slice(second.from, second.to) as Operator;
  const [left, right] = [source.compile(first), compileCalculation(third, source)];
  return (scope) => calculate(operator, left(scope), right(scope), scope.evaluation);
}

/** What is not true, null too, takes the second way. */
function compileIf(node: SyntaxNode, source: Source): Compiled {
  const [, condition, , yes, , no] = childrenOf(node) as SyntaxNode[];
  const [holds, then, otherwise] = [condition, yes, no].map((one) => source.compile(one as SyntaxNode)) as [
    Compiled,
    Compiled,
    Compiled,
  ];
  return (scope) => {
    const answer = holds(scope);
    if (answer === true) return then(scope);
    if (answer !== false) scope.evaluation.warn(() => `Expected boolean but found '${shown(answer)}'`);
    return otherwise(scope);
  };
}

function compileList(node: SyntaxNode, source: Source): Compiled {
  const items = childrenOf(node)
    .filter(({ name }) => name !== '[' && name !== ']')
    .map((item) => source.compile(item));
  return (scope) => items.map((item) => item(scope));
}

/** Entries see those before them. */
function compileContext(node: SyntaxNode, source: Source): Compiled {
  const entries = childrenOf(node)
    .filter(({ name }) => name === 'ContextEntry')
    .map((entry) => {
      const [key, value] = childrenOf(entry) as [SyntaxNode, SyntaxNode];
      return [keyOf(key, source), source.compile(value)] as const;
    });
  return (scope) => {
    const made: Record<string, Value> = {};
    const inner = scope.with(made);
    for (const [name, value] of entries) {
      const one = value(inner);
      // a name like __proto__ is an entry as any other
      Object.defineProperty(made, name, { value: one, enumerable: true, configurable: true, writable: true });
    }
    return made;
  };
}

function keyOf(key: SyntaxNode, source: Source): string {
  const drawn = key.firstChild ?? key;
  if (/^(null|true|false)$/.test(source.text.slice(key.from, key.to)))
    throw unreadableAt(source.text, 'Expression', key.from);
  if (drawn.name !== 'StringLiteral') return nameIn(source.text, drawn);
  return unescaped(source.text.slice(drawn.from + 1, drawn.to - 1));
}
