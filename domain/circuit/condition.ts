/** One test of a condition: that a variable is given or not, a boolean, a text, a number, a day. */
export type Test = { readonly name: string } & (
  | { readonly is: 'given' | 'absent' | 'yes' | 'no' }
  | { readonly is: 'filled' | 'empty'; readonly holds: Holding }
  | { readonly is: 'text' | 'other-text'; readonly text: string }
  | { readonly is: 'one-of'; readonly texts: readonly string[] }
  | { readonly is: Comparison; readonly number: number }
  | { readonly is: Order; readonly other: string }
  | { readonly is: Comparison; readonly day: Day }
);

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];
/**
 * Two variables are compared by order only: an equality with a text that lost its quotes would read
 * as one with a variable.
 */
export const ORDERS = ['<', '<=', '>', '>='] as const;
export type Order = (typeof ORDERS)[number];

/** What a field holds that can be empty without being null, by how FEEL writes that. */
const EMPTIES = { text: '""', list: '[]' } as const;
export type Holding = keyof typeof EMPTIES;

/** A day that another is compared with. */
export interface Day {
  /** The variable that has it; null: today. */
  readonly of: string | null;
  readonly shift: Shift | null;
}

/** Some days, months or years after or before it. */
export interface Shift {
  readonly to: 'after' | 'before';
  readonly count: number;
  readonly unit: Unit;
}
export const UNITS = ['D', 'M', 'Y'] as const;
export type Unit = (typeof UNITS)[number];

const WORD = '[A-Za-z_]\\w*';
const NAME = `${WORD}(?:\\.${WORD})*`;
const TEXT = '"(?:[^"\\\\]|\\\\["\\\\])*"';
const EMPTY = '""|\\[\\]';
const ONE_OF = new RegExp(`^(${NAME})\\s+in\\s*\\(\\s*(${TEXT}(?:\\s*,\\s*${TEXT})*)\\s*\\)$`);
const ONE = new RegExp(`^(${NAME})(?:\\s*(=|!=|<=|>=|<|>)\\s*(null|true|false|-?\\d+(?:\\.\\d+)?|${TEXT}|${NAME}))?$`);
const IS_FILLED = `(?<![\\w.])(${NAME}) *!= *null +and +\\1 *!= *(${EMPTY})`;
const IS_EMPTY = `(${NAME}) *= *null +or +\\1 *= *(${EMPTY})`;
const DATED = new RegExp(
  `^date\\((${NAME})\\)\\s*(=|!=|<=|>=|<|>)\\s*(?:today\\(\\)|date\\((${NAME})\\))(?:\\s*([+-])\\s*duration\\("P(\\d{1,4})([DMY])"\\))?$`,
);

/**
 * True if a condition can test this name: variables that an expression names directly, « quota », «
 * this.birthDate ».
 */
export const canBeTested = (name: string): boolean => new RegExp(`^${NAME}$`).test(name);

/**
 * Writes a condition as the diagram keeps it, in FEEL: « =signature = "signed" and jours > 2 ». All
 * of the tests must hold.
 */
export const writeCondition = (tests: readonly Test[]): string =>
  `=${tests.map((test) => (test.is === 'empty' && tests.length > 1 ? `(${written(test)})` : written(test))).join(' and ')}`;

/** Parses a condition into its tests; null for any other expression, which is kept as it is. */
export function readCondition(feel: string): Test[] | null {
  const text = feel.replace(/^\s*=/, '').trim();
  const parts = partsOf(text);
  const tests = parts.map((part) => read(part, parts.length === 1));
  return tests.every((test) => test !== null) ? tests : null;
}

function written(test: Test): string {
  const { name } = test;
  if ('day' in test) return `date(${name}) ${test.is} ${dayWritten(test.day)}`;
  if ('other' in test) return `${name} ${test.is} ${test.other}`;
  if ('number' in test) return `${name} ${test.is} ${test.number}`;
  switch (test.is) {
    case 'given':
      return `${name} != null`;
    case 'absent':
      return `${name} = null`;
    case 'yes':
      return `${name} = true`;
    case 'no':
      return `${name} = false`;
    case 'filled':
      return `${name} != null and ${name} != ${EMPTIES[test.holds]}`;
    case 'empty':
      return `${name} = null or ${name} = ${EMPTIES[test.holds]}`;
    case 'text':
      return `${name} = ${quoted(test.text)}`;
    case 'other-text':
      return `${name} != ${quoted(test.text)}`;
    case 'one-of':
      return `${name} in (${test.texts.map(quoted).join(', ')})`;
  }
}

function dayWritten({ of, shift }: Day): string {
  const day = of === null ? 'today()' : `date(${of})`;
  return shift === null ? day : `${day} ${shift.to === 'after' ? '+' : '-'} duration("P${shift.count}${shift.unit}")`;
}

/** Quotes a text for FEEL. */
export const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const unquoted = (text: string): string => text.slice(1, -1).replace(/\\(["\\])/g, '$1');

/** Cuts at each « and » that stands in no text, and in nothing that is said in two halves. */
function partsOf(text: string): string[] {
  const parts = [''];
  for (const [piece] of text.matchAll(new RegExp(`${IS_FILLED}|${TEXT}|\\s+and\\s+|[^]`, 'g')))
    if (/^\s+and\s+$/.test(piece)) parts.push('');
    else parts[parts.length - 1] += piece;
  return parts.map((part) => part.trim());
}

/** @param isAlone beside another test, « or » stands between brackets: it would take in what follows */
function read(part: string, isAlone: boolean): Test | null {
  return readEmptiness(part, isAlone) ?? readDated(part) ?? readOneOf(part) ?? readOne(part);
}

function readEmptiness(part: string, isAlone: boolean): Test | null {
  const [, filled, filledAs] = new RegExp(`^${IS_FILLED}$`).exec(part) ?? [];
  if (filled !== undefined) return { name: filled, is: 'filled', holds: holdingOf(filledAs) };
  const [, bracketed, bracketedAs] = new RegExp(`^\\(${IS_EMPTY}\\)$`).exec(part) ?? [];
  if (bracketed !== undefined) return { name: bracketed, is: 'empty', holds: holdingOf(bracketedAs) };
  const [, empty, emptyAs] = (isAlone && new RegExp(`^${IS_EMPTY}$`).exec(part)) || [];
  return empty === undefined ? null : { name: empty, is: 'empty', holds: holdingOf(emptyAs) };
}

const holdingOf = (empty: string | undefined): Holding => (empty === EMPTIES.list ? 'list' : 'text');

function readDated(part: string): Test | null {
  const [, name, is, of = null, sign, count, unit] = DATED.exec(part) ?? [];
  if (name === undefined) return null;
  const to = sign === '+' ? 'after' : 'before';
  const shift = sign === undefined ? null : ({ to, count: Number(count), unit: unit as Unit } as const);
  return { name, is: is as Comparison, day: { of, shift } };
}

function readOneOf(part: string): Test | null {
  const [, name, texts] = ONE_OF.exec(part) ?? [];
  if (name === undefined || texts === undefined || RESERVED.includes(name)) return null;
  return { name, is: 'one-of', texts: (texts.match(new RegExp(TEXT, 'g')) ?? []).map(unquoted) };
}

const RESERVED = ['null', 'true', 'false', 'not'];

function readOne(part: string): Test | null {
  const [, name, sign, value] = ONE.exec(part) ?? [];
  if (name === undefined || RESERVED.includes(name)) return null;
  if (sign === undefined || value === undefined) return { name, is: 'yes' };
  const isEqual = sign === '=';
  const isOther = sign === '!=';
  if (/^[-\d]/.test(value)) return { name, is: sign as Comparison, number: Number(value) };
  if (!isEqual && !isOther)
    return canBeTested(value) && !RESERVED.includes(value) ? { name, is: sign as Order, other: value } : null;
  if (value === 'null') return { name, is: isEqual ? 'absent' : 'given' };
  // « != true » holds of what was never given too.
  if (value === 'true' || value === 'false') return isEqual ? { name, is: value === 'true' ? 'yes' : 'no' } : null;
  if (!value.startsWith('"')) return null;
  return { name, is: isEqual ? 'text' : 'other-text', text: unquoted(value) };
}
