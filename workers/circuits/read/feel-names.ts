import { childrenOf, nameIn, type SyntaxNode } from 'harmonie-engine/feel';

/** A function that an expression calls. */
export interface Call {
  readonly name: string;
  /** How many values it is given by their places; null where they are given by their names. */
  readonly given: number | null;
}

/** What FEEL takes from outside, and where it asks whether something is true that can only be false. */
export interface Names {
  /** The variables that it reads: not the tail of a path, nor a type, nor what a filter may read of its items. */
  readonly names: readonly string[];
  /** The functions that it calls and does not define itself. */
  readonly calls: readonly Call[];
  /** Texts and numbers that stand where something is true or false: `outcome = "a" or "b"`. */
  readonly neverTrue: readonly string[];
}

/** Reads what stands below a node; each name is seen where it is given: a loop's variable in its loop only. */
export function namesIn(top: SyntaxNode, text: string): Names {
  const names = new Set<string>();
  const calls = new Map<string, Call>();
  const neverTrue = new Set<string>();

  const judge = (node: SyntaxNode | undefined) => {
    const plain = node && plainValue(node);
    if (plain) neverTrue.add(text.slice(plain.from, plain.to));
  };
  const each = (nodes: readonly SyntaxNode[], bound: Bound) => {
    for (const node of nodes) walk(node, bound);
  };
  const walk = (node: SyntaxNode, bound: Bound): void => {
    const children = childrenOf(node);
    const [first, ...others] = children;
    switch (node.name) {
      case 'Type':
        return;
      case 'VariableName': {
        const name = nameIn(text, node);
        if (!bound.anything && !bound.names.has(name)) names.add(name);
        return;
      }
      case 'PathExpression':
        if (first) walk(first, bound);
        return;
      case 'FilterExpression':
        if (first) walk(first, bound);
        each(others, { ...bound, anything: true });
        break;
      case 'ForExpression':
        each(others, withLoops(children, bound, ['partial']));
        break;
      case 'QuantifiedExpression':
        each(others, withLoops(children, bound, []));
        break;
      case 'FunctionDefinition':
        each(others, withNames(bound, parametersOf(children)));
        break;
      case 'Context':
        children.reduce((seen, entry) => {
          const [key, value] = childrenOf(entry);
          if (entry.name !== 'ContextEntry' || !key || !value) return seen;
          walk(value, seen);
          return withNames(seen, [keyOf(key)]);
        }, bound);
        break;
      case 'NamedParameter':
        each(others, bound);
        break;
      case 'FunctionInvocation':
        called(first, others, bound);
        return;
      case 'Conjunction':
      case 'Disjunction':
        judge(first);
        judge(others.at(-1));
        each(children, bound);
        break;
      case 'IfExpression':
        judge(others[0]);
        each(children, bound);
        break;
      default:
        each(children, bound);
        break;
    }
  };
  const called = (first: SyntaxNode | undefined, others: readonly SyntaxNode[], bound: Bound) => {
    if (first?.name === 'VariableName') {
      const call = { name: nameIn(text, first), given: countOf(others) };
      if (!bound.names.has(call.name)) calls.set(`${call.name} ${call.given}`, call);
    } else if (first) walk(first, bound);
    each(others, bound);
  };
  /** Loops see the variables of those before them, and the body all. */
  const withLoops = (children: readonly SyntaxNode[], bound: Bound, also: readonly string[]): Bound => {
    const loops = children.filter(({ name }) => name === 'InExpressions').flatMap(childrenOf);
    return loops.reduce(
      (seen, loop) => {
        const [name, , list] = childrenOf(loop);
        if (list) walk(list, seen);
        return name ? withNames(seen, [nameIn(text, name)]) : seen;
      },
      withNames(bound, also),
    );
  };
  const parametersOf = (children: readonly SyntaxNode[]): string[] =>
    children
      .filter(({ name }) => name === 'FormalParameters')
      .flatMap(childrenOf)
      .flatMap((parameter) => childrenOf(parameter).slice(0, 1))
      .map((name) => nameIn(text, name));
  const keyOf = (key: SyntaxNode): string => nameIn(text, key).replace(/^"(.*)"$/, '$1');

  walk(top, { names: new Set(), anything: false });
  return { names: [...names], calls: [...calls.values()], neverTrue: [...neverTrue] };
}

/** Whether a whole expression is a text or a number, which is never true. */
export const isPlain = (top: SyntaxNode): boolean => plainValue(top) !== null;

/** The names that are given around a node; in a filter any name may be an item's. */
interface Bound {
  readonly names: ReadonlySet<string>;
  readonly anything: boolean;
}

const withNames = ({ names, anything }: Bound, more: readonly string[]): Bound => ({
  names: new Set([...names, ...more]),
  anything,
});

function countOf(nodes: readonly SyntaxNode[]): number | null {
  const list = nodes.find(({ name }) => name.endsWith('Parameters'));
  if (list === undefined) return 0;
  return list.name === 'NamedParameters' ? null : childrenOf(list).length;
}

const PLAIN = new Set(['StringLiteral', 'NumericLiteral', 'DateTimeLiteral', 'List', 'Context', 'null']);

/** The literal that a node is, in parentheses or not; null for anything else. */
function plainValue(node: SyntaxNode): SyntaxNode | null {
  if (PLAIN.has(node.name)) return node;
  const held = childrenOf(node).filter(({ name }) => name !== '(' && name !== ')');
  const [only] = held;
  const isHolder = node.name === 'Expression' || node.name === 'ParenthesizedExpression';
  return isHolder && held.length === 1 && only ? plainValue(only) : null;
}
