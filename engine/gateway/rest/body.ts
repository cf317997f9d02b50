import { INSTANT, readInstant } from '../../instant.ts';
import { Refused } from '../refused.ts';

/** A request body known to be an object. */
export type Body = Readonly<Record<string, unknown>>;

/** The JSON body of a request, or an empty one. A field that the call does not know is refused, not overlooked. */
export function bodyOf(request: { body?: unknown }, known: readonly string[]): Body {
  const body = fieldsOf(request.body ?? {}, 'The request body', known);
  const reference = optionalNumber(body, 'operationReference');
  if (reference !== undefined && !(Number.isInteger(reference) && reference > 0))
    throw new Refused('INVALID_ARGUMENT', "'operationReference' must be a whole number greater than 0");
  return body;
}

/** An object inside a body, or an empty one. */
export function objectOf(body: Body, name: string, known: readonly string[]): Body {
  return fieldsOf(body[name] ?? {}, `'${name}'`, known);
}

function fieldsOf(value: unknown, called: string, known: readonly string[]): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refused('INVALID_ARGUMENT', `${called} must be a JSON object`);
  const stray = Object.keys(value).find((field) => !known.includes(field));
  if (stray !== undefined) throw new Refused('INVALID_ARGUMENT', `Request property [${stray}] cannot be parsed`);
  return value as Body;
}

/** A 64-bit key, as a string of digits (or a number small enough to be exact). */
export function readKey(value: unknown, name: string): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{1,19}$/.test(text))
    throw new Refused('INVALID_ARGUMENT', `'${name}' must be a key, that is a string of digits`);
  return text;
}

/** A key that may be absent. */
export function optionalKey(body: Body, name: string): string | undefined {
  const value = body[name];
  return value === undefined || value === null ? undefined : readKey(value, name);
}

/** A moment, as milliseconds since 1970. */
export function readMoment(body: Body, name: string): number {
  const time = readInstant(readText(body, name));
  if (time === null) throw new Refused('INVALID_ARGUMENT', `'${name}' must be ${INSTANT}`);
  return time;
}

export function readText(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new Refused('INVALID_ARGUMENT', `No ${name} provided`);
  return value;
}

export function optionalText(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new Refused('INVALID_ARGUMENT', `'${name}' must be a string`);
  return value;
}

/** A whole number that may be absent: the API has no other. */
export function optionalNumber(body: Body, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new Refused('INVALID_ARGUMENT', `'${name}' must be a whole number`);
  return value;
}

export function optionalFlag(body: Body, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw new Refused('INVALID_ARGUMENT', `'${name}' must be true or false`);
  return value;
}

export function optionalTexts(body: Body, name: string): string[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
    throw new Refused('INVALID_ARGUMENT', `'${name}' must be a list of strings`);
  return value as string[];
}

/** A list of objects; absent is none. */
export function objectsOf(body: Body, name: string, known: readonly string[]): Body[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value)) throw new Refused('INVALID_ARGUMENT', `'${name}' must be a list`);
  return value.map((one) => fieldsOf(one, `Each of '${name}'`, known));
}

/** Leaves out what is undefined: to the engine's commands, absent is not empty. */
export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
