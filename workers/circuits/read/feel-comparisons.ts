import { childrenOf, nameIn, parse, type SyntaxNode } from 'harmonie-engine/feel';

/** A value that is written as it is. */
export interface Literal {
  readonly kind: 'text' | 'number' | 'boolean';
  /** Without its quotes. */
  readonly text: string;
}

/** A name that is compared with a value, whichever stands first. */
export interface Comparison {
  /** A path has its words joined by dots. */
  readonly name: string;
  readonly operator: string;
  readonly literal: Literal;
}

/** All that FEEL which could be read compares names with, wherever in it. */
export function comparisonsIn(node: SyntaxNode, text: string): Comparison[] {
  const found: Comparison[] = [];
  node.cursor().iterate(({ node: at }) => {
    if (at.name === 'Comparison') found.push(...comparedAt(at, text));
    if (at.name === 'FunctionInvocation') found.push(...containedAt(at, text));
  });
  return found;
}

/** The values that a cell of a table accepts, each as it is written. */
export function literalsTested(text: string): Literal[] {
  const inTests = (node: SyntaxNode): Literal[] => {
    const literal = literalOf(node, text);
    if (literal !== null) return [literal];
    return /^(?:UnaryTests|PositiveUnaryTests?|List)$/.test(node.name) ? childrenOf(node).flatMap(inTests) : [];
  };
  return inTests(parse(text, 'UnaryTests').topNode);
}

/** `a = "x"`, `"x" = a`, `a in ("x", "y")`, `a in ["x"]`. */
function comparedAt(node: SyntaxNode, text: string): Comparison[] {
  const [left, operator, ...right] = childrenOf(node);
  if (left === undefined || operator === undefined) return [];
  if (operator.name === 'in')
    return oneOf(
      nameOf(left, text),
      right.flatMap((test) => literalsWithin(test, text)),
    );
  const [other] = right;
  if (operator.name !== 'CompareOp' || other === undefined) return [];
  const written = text.slice(operator.from, operator.to);
  for (const [named, value] of [
    [left, other],
    [other, left],
  ] as const) {
    const [name, literal] = [nameOf(named, text), literalOf(value, text)];
    if (name !== null && literal !== null) return [{ name, operator: written, literal }];
  }
  return [];
}

/** `list contains(["x", "y"], a)`. */
function containedAt(node: SyntaxNode, text: string): Comparison[] {
  const [called, ...rest] = childrenOf(node);
  const parameters = rest.find(({ name }) => name === 'PositionalParameters');
  const [list, item] = parameters === undefined ? [] : childrenOf(parameters);
  if (called === undefined || nameIn(text, called) !== 'list contains' || list?.name !== 'List' || item === undefined)
    return [];
  return oneOf(nameOf(item, text), literalsWithin(list, text));
}

const oneOf = (name: string | null, literals: readonly Literal[]): Comparison[] =>
  name === null ? [] : literals.map((literal) => ({ name, operator: '=', literal }));

function literalsWithin(node: SyntaxNode, text: string): Literal[] {
  const literal = literalOf(node, text);
  if (literal !== null) return [literal];
  return /^(?:PositiveUnaryTests?|List|ParenthesizedExpression)$/.test(node.name)
    ? childrenOf(node).flatMap((child) => literalsWithin(child, text))
    : [];
}

/** A name, or a path of names; null for anything else. */
function nameOf(node: SyntaxNode, text: string): string | null {
  if (node.name === 'VariableName') return nameIn(text, node);
  if (node.name !== 'PathExpression') return null;
  const [before, word] = childrenOf(node);
  const first = before === undefined ? null : nameOf(before, text);
  return first === null || word === undefined ? null : `${first}.${nameIn(text, word)}`;
}

const LITERALS: Readonly<Record<string, Literal['kind']>> = {
  StringLiteral: 'text',
  NumericLiteral: 'number',
  BooleanLiteral: 'boolean',
};

/** A text with an escaped character is left alone: it says what it says elsewhere. */
function literalOf(node: SyntaxNode, text: string): Literal | null {
  const kind = LITERALS[node.name];
  const written = text.slice(node.from, node.to).trim();
  if (kind === undefined || (kind === 'text' && written.includes('\\'))) return null;
  return { kind, text: kind === 'text' ? written.slice(1, -1) : written };
}
