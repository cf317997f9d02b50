import { evaluate, parseExpression } from '@bpmn-io/feelin';
import { readExpression } from '../read/feel.ts';

const DIALECT = 'camunda';

/** What is known of variables: a text, null where it was never given. A name that is not there is unknown. */
export type Values = ReadonlyMap<string, string | null>;

/** A value that is given, and known no further: an identifier. */
export const SOME = '\u0000some';

/** Whether a condition holds with what is known. */
export type Verdict = 'yes' | 'no' | 'maybe';

interface Node {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly firstChild: Node | null;
  readonly nextSibling: Node | null;
}

/** A condition that was read once, and what was found of it: the same one is met on many ways. */
export interface Condition {
  readonly text: string;
  readonly tree: Node | null;
  readonly names: readonly string[];
  readonly found: Map<string, Verdict>;
}

/** Reads a condition, written with its « = ». */
export function readCondition(written: string): Condition {
  const text = written.replace(/^\s*=/, '');
  const read = readExpression(text);
  if (!('names' in read)) return { text, tree: null, names: [], found: new Map() };
  const { topNode } = parseExpression(text, {}, DIALECT) as unknown as { topNode: Node };
  return { text, tree: topNode, names: read.names, found: new Map() };
}

/** Judges a condition; what cannot be known is « maybe ». */
export function judgeCondition({ text, tree, names, found }: Condition, values: Values): Verdict {
  if (tree === null) return 'maybe';
  const key = JSON.stringify(names.map((name) => values.get(name)));
  const before = found.get(key);
  if (before !== undefined) return before;
  const verdict = verdictOf(tree, text, values);
  found.set(key, verdict);
  return verdict;
}

/** What must be for a condition to hold: the texts that variables are compared with, all of them. */
export const equalitiesOf = ({ text, tree }: Condition): { readonly name: string; readonly text: string }[] =>
  tree === null ? [] : equalities(tree, text);

const childrenOf = (node: Node): Node[] => {
  const children: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
};
/** What a node that only holds another one holds. */
const held = (node: Node): Node[] => childrenOf(node).filter(({ name }) => /^[A-Z]/.test(name));

function verdictOf(node: Node, text: string, values: Values): Verdict {
  const parts = () => held(node).map((child) => verdictOf(child, text, values));
  switch (node.name) {
    case 'Expression':
    case 'ParenthesizedExpression':
      return parts()[0] ?? 'maybe';
    case 'Conjunction':
      return parts().reduce((one, other) => (one === 'no' || other === 'no' ? 'no' : one === 'yes' ? other : 'maybe'));
    case 'Disjunction':
      return parts().reduce((one, other) =>
        one === 'yes' || other === 'yes' ? 'yes' : one === 'no' ? other : 'maybe',
      );
    default:
      return evaluated(text.slice(node.from, node.to), values);
  }
}

function evaluated(text: string, values: Values): Verdict {
  const read = readExpression(text);
  if (!('names' in read) || read.names.some((name) => !values.has(name))) return 'maybe';
  // An identifier is there or not; nothing else is known of it.
  const isOpaque = read.names.some((name) => values.get(name) === SOME);
  if (isOpaque && !/^\s*\w+\s*!?=\s*null\s*$/.test(text)) return 'maybe';
  try {
    return evaluate(text, Object.fromEntries(read.names.map((name) => [name, values.get(name)])), DIALECT).value ===
      true
      ? 'yes'
      : 'no';
  } catch {
    return 'maybe';
  }
}

function equalities(node: Node, text: string): { name: string; text: string }[] {
  if (['Expression', 'ParenthesizedExpression', 'Conjunction'].includes(node.name))
    return held(node).flatMap((child) => equalities(child, text));
  const written = /^\s*(\w+)\s*=\s*"([^"\\]*)"\s*$/.exec(text.slice(node.from, node.to));
  return written === null ? [] : [{ name: written[1] ?? '', text: written[2] ?? '' }];
}
