import { childrenOf, evaluate, parse, type SyntaxNode } from 'harmonie-engine/feel';
import { readExpression } from '../read/feel.ts';

/** What is known of variables: a text, null where it was never given. A name that is not there is unknown. */
export type Values = ReadonlyMap<string, string | null>;

/** A value that is given, and known no further: an identifier. */
export const SOME = '\u0000some';

/** Whether a condition holds with what is known. */
export type Verdict = 'yes' | 'no' | 'maybe';

/** A condition that was read once, and what was found of it: the same one is met on many ways. */
export interface Condition {
  readonly text: string;
  readonly tree: SyntaxNode | null;
  readonly names: readonly string[];
  readonly found: Map<string, Verdict>;
}

/** Reads a condition, written with its « = ». */
export function readCondition(written: string): Condition {
  const text = written.replace(/^\s*=/, '');
  const read = readExpression(text);
  if (!('names' in read)) return { text, tree: null, names: [], found: new Map() };
  return { text, tree: parse(text, 'Expression').topNode, names: read.names, found: new Map() };
}

/** Judges a condition; what cannot be known is « maybe ». */
export function judgeCondition({ text, tree, names, found }: Condition, values: Values): Verdict {
  if (tree === null) return 'maybe';
  // What is unknown is not what was never given.
  const key = JSON.stringify(names.map((name) => (values.has(name) ? [values.get(name)] : [])));
  const before = found.get(key);
  if (before !== undefined) return before;
  const verdict = verdictOf(tree, text, values);
  found.set(key, verdict);
  return verdict;
}

/** What must be for a condition to hold: the texts that variables are compared with, all of them. */
export const equalitiesOf = ({ text, tree }: Condition): { readonly name: string; readonly text: string }[] =>
  tree === null ? [] : equalities(tree, text);

/** What a node that only holds another one holds. */
const held = (node: SyntaxNode): SyntaxNode[] => childrenOf(node).filter(({ name }) => /^[A-Z]/.test(name));

function verdictOf(node: SyntaxNode, text: string, values: Values): Verdict {
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
    const known = Object.fromEntries(read.names.map((name) => [name, values.get(name)]));
    return evaluate(text, known) === true ? 'yes' : 'no';
  } catch {
    return 'maybe';
  }
}

function equalities(node: SyntaxNode, text: string): { name: string; text: string }[] {
  if (['Expression', 'ParenthesizedExpression', 'Conjunction'].includes(node.name))
    return held(node).flatMap((child) => equalities(child, text));
  const written = /^\s*(\w+)\s*=\s*"([^"\\]*)"\s*$/.exec(text.slice(node.from, node.to));
  return written === null ? [] : [{ name: written[1] ?? '', text: written[2] ?? '' }];
}
