import { tagged, type Value } from './expectation.ts';

/** How much two numbers may differ where an expectation is not exact, in parts of the larger one. */
const PRECISION = 1e-8;
/** The same where it was computed in binary. */
const DOUBLE = 1e-15;
/** What the evaluation gave: a value as a variable would hold it, or why there is none; or that it could not be asked. */
export type Outcome = { value: Value } | { fault: string; isUnreadable: boolean } | { unread: string };

/**
 * Whether the outcome is what was expected. Dates, times and durations are texts in variables: they are compared by
 * what they say. `rough`: all numbers are compared to eight digits, as the TCK has it.
 */
export function meets(expected: Value, outcome: Outcome, { rough }: { rough: boolean }): boolean {
  const special = tagged(expected);
  if (special?.tag === '$error') {
    if ('fault' in outcome) return special.text !== 'parse' || outcome.isUnreadable;
    return special.text !== 'parse' && 'value' in outcome && outcome.value === null;
  }
  return 'value' in outcome && isSame(expected, outcome.value, rough);
}

function isSame(expected: Value, got: Value, rough: boolean): boolean {
  const special = tagged(expected);
  if (special !== undefined) return isSameSpecial(special.tag, special.text, got, rough);
  if (typeof expected === 'number') return isSameNumber(String(expected), got, rough);
  if (typeof expected !== 'object' || expected === null) return expected === got;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((one, i) => isSame(one, got[i] as Value, rough))
    );
  }
  if (typeof got !== 'object' || got === null || Array.isArray(got)) return false;
  const names = Object.keys(expected);
  return (
    names.length === Object.keys(got).length &&
    names.every((name) => Object.hasOwn(got, name) && isSame(expected[name] as Value, got[name] as Value, rough))
  );
}

function isSameSpecial(tag: string, text: string, got: Value, rough: boolean): boolean {
  if (tag === '$number') return isSameNumber(text, got, rough);
  if (tag === '$about') return isSameNumber(text, got, true);
  if (typeof got !== 'string') return false;
  if (tag === '$duration') return JSON.stringify(lengthOf(text)) === JSON.stringify(lengthOf(got));
  if (tag === '$date') return text.replace(/Z$/, '') === got;
  return isSameMoment(text, got);
}

function isSameNumber(expected: string, got: Value, rough: boolean): boolean {
  const digits =
    typeof got === 'number' ? String(got) : tagged(got)?.tag === '$number' ? (tagged(got)?.text as string) : undefined;
  if (digits === undefined) return false;
  const [a, b] = [Number(expected), Number(digits)];
  const differ = Math.abs(a - b);
  if (rough) return differ <= PRECISION * Math.max(1, Math.abs(a), Math.abs(b));
  if (isDouble(expected) && differ <= DOUBLE * Math.abs(a)) return true;
  return canonical(expected) === canonical(digits);
}

/** What others computed in binary ends after 16 or 17 digits. */
function isDouble(number: string): boolean {
  return /^-?\d*\.\d+$/.test(number) && /^(\D*0+)?\D*[1-9][\d.]{15,17}$/.test(number);
}

/** One text for all the ways of writing a number. */
function canonical(number: string): string {
  const [, sign = '', whole = '', part = '', power = '0'] =
    /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + part).replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return '0';
  return `${sign === '-' ? '-' : ''}${trimmed}e${Number(power) - part.length + digits.length - trimmed.length}`;
}

/** The months and the seconds of a duration. */
function lengthOf(text: string): [number, number] | string {
  const match = /^(-?)P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?)?$/.exec(
    text,
  );
  if (match === null) return text;
  const [years, months, days, hours, minutes, seconds] = match
    .slice(2)
    .map((part) => Number(part ?? 0)) as number[] as [number, number, number, number, number, number];
  const sign = match[1] === '-' ? -1 : 1;
  return [sign * (years * 12 + months) + 0, sign * (((days * 24 + hours) * 60 + minutes) * 60 + seconds) + 0];
}

/** The same local time, and nothing that contradicts in what they say of their zone. */
function isSameMoment(a: string, b: string): boolean {
  const [one, other] = [momentOf(a), momentOf(b)];
  if (one === undefined || other === undefined || one.local !== other.local) return false;
  const floating = (moment: typeof one) => moment.offset === undefined && moment.zone === undefined;
  if (floating(one) !== floating(other)) return false;
  const agree = (x: string | undefined, y: string | undefined) => x === undefined || y === undefined || x === y;
  return agree(one.offset, other.offset) && agree(one.zone, other.zone);
}

function momentOf(text: string): { local: string; offset: string | undefined; zone: string | undefined } | undefined {
  const match =
    /^([-+]?\d*-?\d*-?\d*T?\d\d:\d\d)(?::(\d\d(?:\.\d+)?))?(Z|[-+]\d\d:\d\d(?::\d\d)?)?(?:[@[]([^\]]+)\]?)?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, minutes, seconds = '00', offset, zone] = match;
  return {
    local: `${minutes}:${seconds.includes('.') ? seconds.replace(/\.?0+$/, '') : seconds}`,
    offset: zone === 'Z' || offset === 'Z' ? '+00:00' : offset,
    zone: zone === 'Z' ? undefined : zone,
  };
}
