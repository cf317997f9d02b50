import { parseExpression, parseUnaryTests } from '@bpmn-io/feelin';
import type { CircuitFaultCode } from '../../../domain/circuit/fault.ts';
import type { ErrorParams } from '../../../domain/errors.ts';

/** Camunda's dialect: names in backquotes. */
const DIALECT = 'camunda';
/** Deeper or longer than any person writes. */
const MAX_LENGTH = 5_000;
const MAX_DEPTH = 100;
/** Names may hold spaces: over a long run of words, the parser tries each way to cut it. */
const LONG_RUN = /(?:[\p{L}_][\p{L}\p{N}_]*\s+){60}/u;
/** Functions whose names hold spaces or words of the language: the parser must know them to read them as one name. */
const FUNCTIONS = Object.fromEntries(
  [
    'is defined',
    'get or else',
    'uuid',
    'to json',
    'from json',
    'last day of month',
    'assert',
    'get value',
    'is blank',
    'is empty',
    'duplicate values',
    'random number',
    'to base64',
    'from base64',
  ].map((name) => [name, null]),
);

/** FEEL that was read: the names it takes from outside. Or why it cannot be read, and where. */
export type ReadFeel = { readonly names: readonly string[] } | { readonly reason: string } | typeof MONSTROUS;

/** Too long or too deep to be given to a parser at all. */
const MONSTROUS = { reason: `> ${MAX_LENGTH}`, monstrous: true } as const;

interface Node {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly type: { readonly isError: boolean };
  readonly parent: Node | null;
  readonly firstChild: Node | null;
  readonly nextSibling: Node | null;
}

/** How an expression that was not read is reported. */
export const unreadable = (read: { readonly reason: string }): [CircuitFaultCode, ErrorParams] =>
  'monstrous' in read
    ? ['expression-too-long', { max: MAX_LENGTH }]
    : ['expression-unreadable', { reason: read.reason }];

/** Reads an expression, without its « = ». */
export const readExpression = (text: string): ReadFeel => read(text, parseExpression);

/** Reads the cell of a table's input. « - » and an empty cell accept anything. */
export const readUnaryTests = (text: string): ReadFeel => read(text, parseUnaryTests);

function read(text: string, parse: typeof parseExpression): ReadFeel {
  if (text.trim() === '') return { reason: '…' };
  if (text.length > MAX_LENGTH || depthOf(text) > MAX_DEPTH || LONG_RUN.test(text)) return MONSTROUS;
  const names = new Set<string>();
  const bound = new Set<string>();
  let fault: string | undefined;
  try {
    parse(text, FUNCTIONS, DIALECT).iterate({
      enter(ref) {
        const node = ref.node as unknown as Node;
        if (node.type.isError) fault ??= around(text, node.from);
        const word = text.slice(node.from, node.to);
        // A name that a loop, a function or a context gives by itself; over the whole expression, to be lenient.
        if (node.name === 'Name') bound.add(word);
        else if (node.name === 'VariableName' && comesFromOutside(node)) names.add(word.replace(/^`|`$/g, ''));
        return true;
      },
    });
  } catch (error) {
    return { reason: (error as Error).message.slice(0, 200) };
  }
  if (fault !== undefined) return { reason: fault };
  return { names: [...names].filter((name) => !bound.has(name)) };
}

/** Where the reader stumbled, as a person finds it: what stands before and after. */
function around(text: string, at: number): string {
  const start = Math.max(0, at - 20);
  return `« ${text.slice(start, at)}⟂${text.slice(at, at + 20)} »`.replace(/\s+/g, ' ');
}

/** Not the tail of a path, nor a function, nor a type, nor what a filter reads of its items. */
function comesFromOutside(node: Node): boolean {
  const { parent } = node;
  if (parent?.name === 'PathExpression' && parent.firstChild?.from !== node.from) return false;
  if (parent?.name === 'FunctionInvocation' && parent.firstChild?.from === node.from) return false;
  for (let child = node, above = parent; above !== null; child = above, above = above.parent) {
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
