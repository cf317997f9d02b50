import { childrenOf, parse, type SyntaxNode, type Top } from './parse.ts';

/**
 * What the public grammar takes and Camunda's does not: a cluster refuses a model that holds it.
 *  · `equals-first`: `=` or `!=` with nothing before it, as a doubled `=` leaves;
 *  · `comparison-chained`: `a = b = c`;
 *  · `name-of-words`: `my name`, without backquotes.
 */
export interface Stranger {
  readonly is: 'equals-first' | 'comparison-chained' | 'name-of-words';
  /** Where it stands in the text, counted from 0. */
  readonly from: number;
  readonly to: number;
}

/** The first of them in a text, null where there is none. Throws `FaultyExpression` for what cannot be read at all. */
export function strangerIn(text: string, top: Top): Stranger | null {
  const found: Stranger[] = [];
  parse(text, top).iterate({
    enter({ node }) {
      // `list<number>` and `date and time` are types, not comparisons nor names.
      if (found.length > 0 || node.name === 'Type') return false;
      const stranger = strangeness(node, text);
      if (stranger !== null) found.push(stranger);
      return undefined;
    },
  });
  return found[0] ?? null;
}

function strangeness(node: SyntaxNode, text: string): Stranger | null {
  const [first, second] = childrenOf(node);
  switch (node.name) {
    case 'SimplePositiveUnaryTest':
      if (first?.name !== 'CompareOp' || !/^!?=$/.test(text.slice(first.from, first.to))) return null;
      return { is: 'equals-first', from: first.from, to: first.to };
    case 'Comparison':
      if (first?.name !== 'Comparison' || second === undefined) return null;
      return { is: 'comparison-chained', from: second.from, to: second.to };
    case 'VariableName':
      return isOfWords(node, text) ? { is: 'name-of-words', from: node.from, to: node.to } : null;
    default:
      return null;
  }
}

/** Functions have names of several words, and so have parts of a value: `a.time offset`. */
function isOfWords(node: SyntaxNode, text: string): boolean {
  const { parent } = node;
  const isWithinOther = parent?.name === 'PathExpression' && parent.from !== node.from;
  const isCalled = parent?.name === 'FunctionInvocation' && parent.from === node.from;
  return !isCalled && !isWithinOther && /^[^`]*\S\s+\S/.test(text.slice(node.from, node.to));
}
