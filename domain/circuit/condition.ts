/** One thing that must hold: of a variable that is given or not, a yes or no, a text, a number. */
export type Test = { readonly name: string } & (
  | { readonly is: 'given' | 'absent' | 'yes' | 'no' }
  | { readonly is: 'text' | 'other-text'; readonly text: string }
  | { readonly is: Comparison; readonly number: number }
);

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

const NAME = '[A-Za-z_]\\w*';
const TEXT = '"(?:[^"\\\\]|\\\\["\\\\])*"';
const ONE = new RegExp(`^(${NAME})(?:\\s*(=|!=|<=|>=|<|>)\\s*(null|true|false|-?\\d+(?:\\.\\d+)?|${TEXT}))?$`);

/** What a condition can be chosen of: variables that an expression names as they are. */
export const canBeTested = (name: string): boolean => new RegExp(`^${NAME}$`).test(name);

/** A condition as the diagram keeps it, in FEEL: « =signature = "signed" and jours > 2 ». All of the tests must hold. */
export const writeCondition = (tests: readonly Test[]): string => `=${tests.map(written).join(' and ')}`;

/** The tests of a condition; null for an expression that says something else: it is kept as it is. */
export function readCondition(feel: string): Test[] | null {
  const text = feel.replace(/^\s*=/, '').trim();
  const parts = partsOf(text);
  const tests = parts.map(read);
  return tests.every((test) => test !== null) ? tests : null;
}

function written(test: Test): string {
  switch (test.is) {
    case 'given':
      return `${test.name} != null`;
    case 'absent':
      return `${test.name} = null`;
    case 'yes':
      return `${test.name} = true`;
    case 'no':
      return `${test.name} = false`;
    case 'text':
      return `${test.name} = ${quoted(test.text)}`;
    case 'other-text':
      return `${test.name} != ${quoted(test.text)}`;
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return `${test.name} ${test.is} ${test.number}`;
  }
}

/** A text as FEEL writes it. */
export const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const unquoted = (text: string): string => text.slice(1, -1).replace(/\\(["\\])/g, '$1');

/** Cuts at each « and » that stands in no text. */
function partsOf(text: string): string[] {
  const parts = [''];
  for (const [piece] of text.matchAll(new RegExp(`${TEXT}|\\s+and\\s+|[^]`, 'g')))
    if (/^\s+and\s+$/.test(piece)) parts.push('');
    else parts[parts.length - 1] += piece;
  return parts.map((part) => part.trim());
}

function read(part: string): Test | null {
  const [, name, sign, value] = ONE.exec(part) ?? [];
  if (name === undefined || ['null', 'true', 'false', 'not'].includes(name)) return null;
  if (sign === undefined || value === undefined) return { name, is: 'yes' };
  const isEqual = sign === '=';
  const isOther = sign === '!=';
  if (/^[-\d]/.test(value)) return { name, is: sign as Comparison, number: Number(value) };
  if (!isEqual && !isOther) return null;
  if (value === 'null') return { name, is: isEqual ? 'absent' : 'given' };
  // « != true » holds of what was never given too.
  if (value === 'true' || value === 'false') return isEqual ? { name, is: value === 'true' ? 'yes' : 'no' } : null;
  return { name, is: isEqual ? 'text' : 'other-text', text: unquoted(value) };
}
