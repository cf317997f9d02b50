/** Longer texts may call so many functions that even quick ones add up. */
const MAX_LENGTH = 500;
/** More literals inside one another could double a value so often that comparing it takes for ever. */
const MAX_LITERALS = 8;

/** Functions that take time in proportion to what they are given, or none to speak of. */
const QUICK = [
  'is defined',
  'get or else',
  'now',
  'today',
  'uuid',
  'date',
  'date and time',
  'time',
  'duration',
  'last day of month',
  'day of week',
  'day of year',
  'week of year',
  'month of year',
  'not',
  'number',
  'abs',
  'floor',
  'ceiling',
  'modulo',
  'decimal',
  'round up',
  'round down',
  'contains',
  'starts with',
  'ends with',
  'list contains',
];
/** The same where nothing in the text can make one value many times larger than another. */
const QUICK_ON_NAMES = [
  ...QUICK,
  'string',
  'string length',
  'upper case',
  'lower case',
  'trim',
  'count',
  'sum',
  'min',
  'max',
  'mean',
  'to json',
  'from json',
];
const BEFORE_BRACKET = ['', 'if', 'then', 'else', 'and', 'or', 'in', 'between', 'return'];

/** The names and keywords at the end of a piece of code, and the end of a value that is none. */
const WORDS = /[^()[\]{},;:+\-*/=<>!"?]*$/;
const CLOSED = /[\])}"?] *$/;

/**
 * Whether an expression cannot take long whatever its variables hold: no loop, no filter, no pattern, no function that
 * is worse than linear. Only these run without the watch of a clock, which costs ten times what they do.
 */
export function isPlain(text: string): boolean {
  // a comment or an escape could hide where a text begins or ends, and backquotes the name of a function
  if (text.length > MAX_LENGTH || /\/\/|\/\*|[`\\]/.test(text)) return false;
  const code = text.replace(/"[^"]*"/g, '""').replace(/\s+/g, ' ');
  if (/\b(for|some|every|function|instance)\b/.test(code) || isFilter(code)) return false;
  const literals = code.match(/[[{]/g)?.length ?? 0;
  if (literals > MAX_LITERALS) return false;
  const allowed = [...(literals > 0 ? QUICK : QUICK_ON_NAMES), ...BEFORE_BRACKET];
  for (const before of code.split('(').slice(0, -1)) {
    const name = WORDS.exec(before)?.[0].trim() ?? '';
    if (!allowed.some((quick) => name === quick || (quick !== '' && name.endsWith(` ${quick}`)))) return false;
    // called on what another call, a list or a path answered
    if (name === '' && CLOSED.test(before)) return false;
  }
  return true;
}

/** A bracket after a value selects from it; one after an operator or a keyword begins a list or a range. */
function isFilter(code: string): boolean {
  return code
    .split('[')
    .slice(0, -1)
    .some((before) => {
      const word = WORDS.exec(before)?.[0].trim().split(' ').at(-1) ?? '';
      return word === '' ? CLOSED.test(before) : !BEFORE_BRACKET.includes(word);
    });
}
