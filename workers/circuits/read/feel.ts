import {
  compileFeel,
  compileUnaryTests,
  FaultyExpression,
  hasFunction,
  parse,
  pathsIn,
  type Stranger,
  strangerIn,
  type Top,
} from 'harmonie-engine/feel';
import type { CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { type Comparison, comparisonsIn } from './feel-comparisons.ts';
import { isPlain, type Names, namesIn } from './feel-names.ts';

/** Deeper or longer than any person writes. */
const MAX_LENGTH = 5_000;
const MAX_DEPTH = 100;
/** Names may hold spaces: over a long run of words, the parser tries each way to cut it. */
const LONG_RUN = /(?:[\p{L}_][\p{L}\p{N}_]*\s+){60}/u;

/** FEEL that was read, or why it cannot be. */
export type ReadFeel = ReadNames | Unread;

/** What FEEL that was read takes from outside. */
export interface ReadNames extends Names {
  /** Whether all of it is a text or a number. */
  readonly isPlain: boolean;
  /** « answers.pays » is two words. */
  readonly paths: readonly (readonly string[])[];
  readonly comparisons: readonly Comparison[];
}

/** Why FEEL cannot be read, and where; `stranger`: our grammar takes it, Camunda's does not. */
export interface Unread {
  readonly reason: string;
  readonly monstrous?: true;
  readonly stranger?: Stranger['is'] | 'equals-doubled';
}

/** Too long or too deep to be given to a parser at all. */
const MONSTROUS: Unread = { reason: `> ${MAX_LENGTH}`, monstrous: true };

/** How an expression that was not read is reported. */
export function unreadable({ reason, monstrous, stranger }: Unread): [CircuitFaultCode, ErrorParams] {
  if (monstrous) return ['expression-too-long', { max: MAX_LENGTH }];
  if (stranger === 'name-of-words') return [stranger, { name: reason }];
  return [stranger ?? 'expression-unreadable', { reason }];
}

/** What can be read and never gives what is meant: functions that are none, what is neither true nor false. */
export function mistakesIn({ calls, neverTrue }: Names): [CircuitFaultCode, ErrorParams][] {
  return [
    ...calls.flatMap(({ name, given }): [CircuitFaultCode, ErrorParams][] => {
      const takes = hasFunction(name, given);
      if (takes === null) return [['function-unknown', { name }]];
      return takes ? [] : [['function-arguments', { name, count: given ?? 0 }]];
    }),
    ...neverTrue.map((text): [CircuitFaultCode, ErrorParams] => ['operand-never-true', { text: text.slice(0, 100) }]),
  ];
}

/** Reads an expression, without its « = ». */
export const readExpression = (text: string): ReadFeel => read(text, 'Expression');

/** Reads the cell of a table's input. « - » and an empty cell accept anything. */
export const readUnaryTests = (text: string): ReadFeel => read(text, 'UnaryTests');

/** Several checks read the same text. */
const known = new Map<string, ReadFeel>();
const MAX_KNOWN = 5_000;

function read(text: string, top: Top): ReadFeel {
  const key = `${top} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = readAnew(text, top);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, found);
  return found;
}

function readAnew(text: string, top: Top): ReadFeel {
  if (text.trim() === '') return { reason: '…' };
  if (text.length > MAX_LENGTH || depthOf(text) > MAX_DEPTH || LONG_RUN.test(text)) return MONSTROUS;
  try {
    const stranger = strangerIn(text, top);
    if (stranger !== null) return unreadAs(stranger, text);
    // What can be parsed and still means nothing is said by the compiler: a plus before a value, an entry named null.
    if (top === 'Expression') compileFeel(text);
    else compileUnaryTests(text);
    const { topNode } = parse(text, top);
    return {
      ...namesIn(topNode, text),
      isPlain: isPlain(topNode),
      paths: pathsIn(text, top),
      comparisons: comparisonsIn(topNode, text),
    };
  } catch (error) {
    // So many parts one in another that they cannot be gone through.
    if (error instanceof RangeError) return MONSTROUS;
    return { reason: reasonOf(text, error as Error) };
  }
}

function unreadAs({ is, from, to }: Stranger, text: string): Unread {
  if (is === 'name-of-words') return { reason: text.slice(from, to).trim(), stranger: is };
  const isDoubled = is === 'equals-first' && text[from] === '=' && /(?:^|=)\s*$/.test(text.slice(0, from));
  return { reason: around(text, from), stranger: isDoubled ? 'equals-doubled' : is };
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

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if ('([{'.includes(character)) deepest = Math.max(deepest, ++depth);
    else if (')]}'.includes(character)) depth--;
  }
  return deepest;
}
