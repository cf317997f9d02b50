import { evaluate } from '@bpmn-io/feelin';
import { FaultyExpression } from './faulty-expression.ts';

/** Largest text or document that an expression may make or hand to a function, in characters: what a command may carry. */
export const MAX_TEXT = 4_000_000;
/** Deepest nesting of a value: what JSON readers accept by default. */
export const MAX_NESTING = 1_000;
/** Most items of a list that an expression makes. */
const MAX_ITEMS = 1_000_000;
/** Most turns of all the loops of one evaluation: each holds a copy of what it sees. */
const MAX_TURNS = 200_000;

/** Names under which an instrumented expression finds the two counters of its loops. */
export const LOOP_OVER = '_loopOver';
export const LOOP_RANGE = '_loopRange';

let turns = 0;

const originals = new Map<string, Function & { $args: string[] }>();

/** An evaluation begins: none of its loops has turned. */
export function resetTurns(): void {
  turns = 0;
}

/** The numbers from one to another, in either direction. */
function numbers(from: unknown, to: unknown): number[] | null {
  if (typeof from !== 'number' || typeof to !== 'number') return null;
  const count = Math.floor(Math.abs(to - from)) + 1;
  countTurns(count);
  const step = from > to ? -1 : 1;
  return Array.from({ length: count }, (_, i) => from + i * step);
}

/** A range of the interpreter's: what variables hold are plain objects. */
export function isRange(
  value: unknown,
): value is { start: unknown; end: unknown; 'start included': boolean; 'end included': boolean } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return 'start included' in value && Object.getPrototypeOf(value) !== Object.prototype;
}

function countTurns(more: number): void {
  turns += more;
  if (turns > MAX_TURNS) throw new FaultyExpression(`The loops of the expression turn more than ${MAX_TURNS} times`);
}

/** What an expression may not do without bound: loops are counted before they begin, the functions that grow are measured. */
export const LIMITED_FUNCTIONS: Record<string, unknown> = {
  [LOOP_OVER]: named(['collection'], (collection) => {
    if (Array.isArray(collection)) countTurns(collection.length);
    return isRange(collection) ? numbers(collection.start, collection.end) : collection;
  }),
  [LOOP_RANGE]: named(['from', 'to'], numbers),
  ...Object.fromEntries(
    [
      'append',
      'concatenate',
      'insert before',
      'list replace',
      'union',
      'distinct values',
      'split',
      'string',
      'string length',
      'substring',
      'substring before',
      'substring after',
      'upper case',
      'lower case',
    ].map((name) => [name, measured(name)]),
  ),
  flatten: named(['list'], (list) => flatten(list)),
  'string join': named(['list', 'delimiter'], (list, delimiter) => {
    if (Array.isArray(list)) {
      const gap = textLength(delimiter);
      checkText(list.reduce((sum: number, item) => sum + textLength(item) + gap, 0));
    }
    return original('string join')(list, delimiter);
  }),
  replace: named(['input', 'pattern', 'replacement', 'flags'], (input, pattern, replacement, flags) => {
    // at worst every character is replaced
    checkText(textLength(input));
    if (textLength(replacement) > 1) checkText((textLength(input) * textLength(replacement)) / REPLACED_SHARE);
    return original('replace')(input, pattern, replacement, flags);
  }),
};

/** A pattern seldom matches more than one character in so many. */
const REPLACED_SHARE = 16;

type Function = (...parameters: unknown[]) => unknown;

/** The interpreter's own function of this name. */
export function original(name: string): Function & { $args: string[] } {
  const known = originals.get(name);
  if (known !== undefined) return known;
  const found = evaluate(`\`${name}\``, {}, 'camunda').value as Function & { $args: string[] };
  originals.set(name, found);
  return found;
}

/** A function that expressions can also call with named parameters. */
export function named(parameters: string[], run: Function): Function {
  return Object.assign((...given: unknown[]) => run(...given), { $args: parameters });
}

/** The interpreter's own function, on values of a bearable size, and answering such. */
function measured(name: string): Function {
  const run = original(name);
  return named(run.$args, (...parameters) => {
    let items = 0;
    for (const one of parameters) {
      checkText(textLength(one));
      if (Array.isArray(one)) items += one.length;
      checkItems(items);
    }
    return run(...parameters);
  });
}

function flatten(list: unknown): unknown {
  if (!Array.isArray(list)) return list === null ? null : [list];
  const flat: unknown[] = [];
  const left: Iterator<unknown>[] = [list.values()];
  for (let at = left.at(-1); at !== undefined; at = left.at(-1)) {
    const { done, value } = at.next();
    if (done === true) left.pop();
    else if (Array.isArray(value)) {
      left.push(value.values());
      checkItems(left.length);
    } else checkItems(flat.push(value));
  }
  return flat;
}

function textLength(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}

function checkText(characters: number): void {
  if (characters > MAX_TEXT)
    throw new FaultyExpression(`The expression makes a text of more than ${MAX_TEXT} characters`);
}

function checkItems(items: number): void {
  if (items > MAX_ITEMS) throw new FaultyExpression(`The expression makes a list of more than ${MAX_ITEMS} items`);
}
