import { FaultyExpression, nameIn, parse, pathsIn, type SyntaxNode, type Top } from 'harmonie-engine/feel';
import type { CircuitFaultCode } from '../../../domain/circuit/fault.ts';
import type { ErrorParams } from '../../../domain/errors.ts';

/** Deeper or longer than any person writes. */
const MAX_LENGTH = 5_000;
const MAX_DEPTH = 100;
/** Names may hold spaces: over a long run of words, the parser tries each way to cut it. */
const LONG_RUN = /(?:[\p{L}_][\p{L}\p{N}_]*\s+){60}/u;
/** FEEL that was read: the names it takes from outside. Or why it cannot be read, and where. */
export type ReadFeel = { readonly names: readonly string[] } | { readonly reason: string } | typeof MONSTROUS;

/** Too long or too deep to be given to a parser at all. */
const MONSTROUS = { reason: `> ${MAX_LENGTH}`, monstrous: true } as const;

/** How an expression that was not read is reported. */
export const unreadable = (read: { readonly reason: string }): [CircuitFaultCode, ErrorParams] =>
  'monstrous' in read
    ? ['expression-too-long', { max: MAX_LENGTH }]
    : ['expression-unreadable', { reason: read.reason }];

/** Reads an expression, without its « = ». */
export const readExpression = (text: string): ReadFeel => read(text, 'Expression');

/** Reads the cell of a table's input. « - » and an empty cell accept anything. */
export const readUnaryTests = (text: string): ReadFeel => read(text, 'UnaryTests');

/** The paths that FEEL takes from names: « answers.pays » is two words. None of what cannot be read. */
export const readPaths = (text: string, top: Top): readonly (readonly string[])[] =>
  'names' in read(text, top) ? pathsIn(text, top) : [];

function read(text: string, top: Top): ReadFeel {
  if (text.trim() === '') return { reason: '…' };
  if (text.length > MAX_LENGTH || depthOf(text) > MAX_DEPTH || LONG_RUN.test(text)) return MONSTROUS;
  const names = new Set<string>();
  const bound = new Set<string>();
  try {
    parse(text, top).iterate({
      enter({ node }) {
        // A name that a loop, a function or a context gives by itself; over the whole expression, to be lenient.
        if (node.name === 'Name') bound.add(nameIn(text, node));
        else if (node.name === 'VariableName' && comesFromOutside(node)) names.add(nameIn(text, node));
      },
    });
  } catch (error) {
    return { reason: reasonOf(text, error as Error) };
  }
  return { names: [...names].filter((name) => !bound.has(name)) };
}

function reasonOf(text: string, error: Error): string {
  const position = error instanceof FaultyExpression ? error.unreadable?.params.position : undefined;
  return position === undefined ? error.message.slice(0, 200) : around(text, Number(position) - 1);
}

/** Where the reader stumbled, as a person finds it: what stands before and after. */
function around(text: string, at: number): string {
  const start = Math.max(0, at - 20);
  return `« ${text.slice(start, at)}⟂${text.slice(at, at + 20)} »`.replace(/\s+/g, ' ');
}

/** Not the tail of a path, nor a function, nor a type, nor what a filter reads of its items. */
function comesFromOutside(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.name === 'PathExpression' && parent.firstChild?.from !== node.from) return false;
  if (parent?.name === 'FunctionInvocation' && parent.firstChild?.from === node.from) return false;
  for (let child = node, above: SyntaxNode | null = parent; above !== null; child = above, above = above.parent) {
    if (above.name === 'Type') return false;
    if (above.name === 'FilterExpression' && above.firstChild?.from !== child.from) return false;
  }
  return true;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if ('([{'.includes(character)) deepest = Math.max(deepest, ++depth);
    else if (')]}'.includes(character)) depth--;
  }
  return deepest;
}
