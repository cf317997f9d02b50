/**
 * A value as an expectation writes it: JSON, or an object of one entry whose name begins with `$`:
 * `$number` (digits that JavaScript does not hold), `$about` (compared to nine digits), `$date`, `$time`, `$dateTime`,
 * `$duration` (ISO texts), `$feel` (an expression to evaluate, such as a function), `$error` (why there is no value;
 * `parse`: the text must be refused).
 */
export type Value = null | boolean | number | string | Value[] | { [name: string]: Value };

/** What somebody else expects of an expression or of a model. */
export interface Expectation {
  /** The file, and where it stands in it. */
  suite: string;
  name: string;
  asks: Question;
  expected: Value;
}

export type Question =
  | { kind: 'expression'; text: string; context: Record<string, Value>; now?: Value }
  | { kind: 'unary tests'; text: string; input: Value; context: Record<string, Value> }
  | { kind: 'decision'; file: string; decision: string; context: Record<string, Value> };

/** What a folder of expectations held: `unread` are those that are there but were not understood, by reason. */
export interface Expectations {
  read: Expectation[];
  unread: Record<string, number>;
}

/** The name and the text of a value that JSON has not; undefined for any other. */
export function tagged(value: Value): { tag: string; text: string } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0 || !entry[0].startsWith('$')) return undefined;
  return { tag: entry[0], text: String(entry[1]) };
}

/** A decimal text as a number where JavaScript holds all of its digits. */
export function numberOf(text: string): Value {
  const digits = text
    .replace(/^[-+]/, '')
    .replace(/[eE].*$/, '')
    .replace('.', '')
    .replace(/^0+/, '');
  return digits.length <= 15 ? Number(text) : { $number: text };
}
