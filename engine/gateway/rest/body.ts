import { Refused } from '../refused.ts';

/** A request body known to be an object. */
export type Body = Readonly<Record<string, unknown>>;

/** The JSON body of a request, or an empty one. */
export function bodyOf(request: { body?: unknown }): Body {
  const body = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body))
    throw new Refused('INVALID_ARGUMENT', 'The request body must be a JSON object');
  return body as Body;
}

/** A 64-bit key, as a string of digits (or a number small enough to be exact). */
export function readKey(value: unknown, name: string): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{1,19}$/.test(text))
    throw new Refused('INVALID_ARGUMENT', `'${name}' must be a key, that is a string of digits`);
  return text;
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

export function optionalNumber(body: Body, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Refused('INVALID_ARGUMENT', `'${name}' must be a number`);
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
export function objectsOf(body: Body, name: string): Body[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value)) throw new Refused('INVALID_ARGUMENT', `'${name}' must be a list`);
  return value.map((one) => bodyOf({ body: one }));
}

/** Leaves out what is undefined: the engine's commands tell absent from empty. */
export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
