import type { Request } from 'express';
import { isNumber, isWhole, numberText } from '../../feel/number.ts';
import { cannotBeParsed, isNoKey, isNoneOf } from '../../history/search/bad-query.ts';
import { INSTANT, readInstant } from '../../instant.ts';
import { Refused } from '../refused.ts';

/** A request body known to be an object. */
export type Body = Readonly<Record<string, unknown>>;

/** What the API's description asks of a text, and how a refusal puts it: « but must be … ». */
export interface TextRule {
  readonly pattern: RegExp;
  readonly says: string;
}

/** Refuses what cannot be read as the field that it should be: what a cluster's parser of JSON refuses. */
export function unreadable(name: string, expected: string): never {
  throw new Refused('UNREADABLE', cannotBeParsed(name, expected));
}

/** Refuses a field that can be read, for its value. */
export function refuseValue(name: string, value: unknown, rule: string): never {
  const text = String(value);
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  throw new Refused('INVALID_ARGUMENT', `The value for ${name} is '${shown}' but must be ${rule}.`);
}

/** Refuses a body that lacks what it needs. */
export function missing(name: string): never {
  throw new Refused('INVALID_ARGUMENT', `No ${name} provided.`);
}

/** The JSON body of a request, or an empty one. A field that the call does not know is refused, not overlooked. */
export function bodyOf(request: { body?: unknown }, known: readonly string[]): Body {
  const body = fieldsOf(request.body ?? {}, 'The request body', known);
  const reference = optionalNumber(body, 'operationReference');
  if (reference !== undefined && reference < 1) refuseValue('operationReference', reference, 'greater than 0');
  return body;
}

/** The JSON body of a request that makes no sense without one. */
export function requiredBodyOf(request: Request, known: readonly string[]): Body {
  const { 'content-length': length = '0', 'transfer-encoding': inParts } = request.headers;
  if (length === '0' && inParts === undefined) throw new Refused('UNREADABLE', 'Required request body is missing');
  return bodyOf(request, known);
}

/** An object inside a body, or an empty one. */
export function objectOf(body: Body, name: string, known: readonly string[]): Body {
  return fieldsOf(body[name] ?? {}, `'${name}'`, known);
}

/** An object that must be given, were it empty. */
export function readObject(body: Body, name: string, known: readonly string[]): Body {
  if (body[name] === undefined || body[name] === null) missing(name);
  return objectOf(body, name, known);
}

function fieldsOf(value: unknown, called: string, known: readonly string[]): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refused('UNREADABLE', `${called} must be a JSON object`);
  const stray = Object.keys(value).find((field) => !known.includes(field));
  if (stray !== undefined) throw new Refused('UNREADABLE', cannotBeParsed(stray));
  return value as Body;
}

function refuseInPath(name: string, value: string): never {
  throw new Refused('UNREADABLE', `Failed to convert '${name}' with value: '${value}'`);
}

/** A 64-bit key of the path. @throws {Refused} UNREADABLE */
export function pathKey(request: { params: Readonly<Record<string, unknown>> }, name: string): string {
  const value = String(request.params[name]);
  if (!isKey(value)) refuseInPath(name, value);
  return value;
}

/** The key of one decision evaluated within an evaluation, in the path: two numbers. @throws {Refused} UNREADABLE */
export function pathInstanceKey(request: { params: Readonly<Record<string, unknown>> }, name: string): string {
  const value = String(request.params[name]);
  if (!/^\d+-\d+$/.test(value) || value.length > 30) refuseInPath(name, value);
  return value;
}

/** A 64-bit key in a body, as a string of digits or a number. */
export function readKey(value: unknown, name: string): string {
  if (value === undefined || value === null) missing(name);
  const text = isNumber(value) && isWhole(value) ? numberText(value) : value;
  if (typeof text !== 'string') unreadable(name, 'a key, that is a string of digits');
  if (isKey(text)) return text;
  throw new Refused('INVALID_ARGUMENT', isNoKey(name, text));
}

const MAX_KEY = 2n ** 63n - 1n;
export const isKey = (text: string): boolean =>
  /^-?\d{1,25}$/.test(text) && BigInt(text) <= MAX_KEY && BigInt(text) >= -MAX_KEY;

/** A key that may be absent. */
export function optionalKey(body: Body, name: string): string | undefined {
  const value = body[name];
  return value === undefined || value === null ? undefined : readKey(value, name);
}

/** A moment, as milliseconds since 1970. */
export function readMoment(body: Body, name: string): number {
  const text = readText(body, name);
  return readInstant(text) ?? refuseValue(name, text, INSTANT);
}

export function readText(body: Body, name: string, rule?: TextRule): string {
  const value = optionalText(body, name, rule);
  return value === undefined || value === '' ? missing(name) : value;
}

export function optionalText(body: Body, name: string, rule?: TextRule): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') unreadable(name, 'a string');
  if (rule !== undefined && !rule.pattern.test(value)) refuseValue(name, value, rule.says);
  return value;
}

/** One of a few words, however they are capitalised. */
export function optionalEnum<T extends string>(body: Body, name: string, values: readonly T[]): T | undefined {
  const text = optionalText(body, name);
  return text === undefined ? undefined : oneOf(text, name, values);
}

export function readEnum<T extends string>(body: Body, name: string, values: readonly T[]): T {
  return optionalEnum(body, name, values) ?? missing(name);
}

function oneOf<T extends string>(text: string, name: string, values: readonly T[]): T {
  const found = values.find((one) => one.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  throw new Refused('UNREADABLE', isNoneOf(name, text, values));
}

/** A whole number that may be absent: the API has no other. */
export function optionalNumber(body: Body, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) unreadable(name, 'a whole number');
  return value;
}

const MAX_INT = 2 ** 31 - 1;

/** A whole number of 32 bits that may be absent: counts, versions and priorities. */
export function optionalInt(body: Body, name: string): number | undefined {
  const value = optionalNumber(body, name);
  if (value !== undefined && Math.abs(value) > MAX_INT) unreadable(name, 'a whole number of 32 bits');
  return value;
}

export function optionalFlag(body: Body, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') unreadable(name, 'true or false');
  return value;
}

export function optionalTexts(body: Body, name: string, rule?: TextRule): string[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) unreadable(name, 'a list of strings');
  const wrong = (value as string[]).find((one) => rule?.pattern.test(one) === false);
  return wrong === undefined || rule === undefined ? value : refuseValue(name, wrong, rule.says);
}

/** A list of words, each one of a few, however they are capitalised. */
export function optionalEnums<T extends string>(body: Body, name: string, values: readonly T[]): T[] | undefined {
  return optionalTexts(body, name)?.map((one) => oneOf(one, name, values));
}

/** A list of objects; absent is none. */
export function objectsOf(body: Body, name: string, known: readonly string[]): Body[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value)) unreadable(name, 'a list');
  return value.map((one) => fieldsOf(one, `Each of '${name}'`, known));
}

/** A list of objects that must be given, were it empty. */
export function readObjects(body: Body, name: string, known: readonly string[]): Body[] {
  if (body[name] === undefined || body[name] === null) missing(name);
  return objectsOf(body, name, known);
}

/** Says which of two fields names what is meant: one of them must, and only one. */
export function oneGiven<T extends string>(body: Body, one: T, other: T): T {
  const given = [one, other].filter((name) => body[name] !== undefined && body[name] !== null);
  const [name] = given;
  if (name === undefined) throw new Refused('INVALID_ARGUMENT', `At least one of [${one}, ${other}] is required.`);
  if (given.length > 1) throw new Refused('INVALID_ARGUMENT', `Only one of [${one}, ${other}] is allowed.`);
  return name;
}

/** Leaves out what is undefined: to the engine's commands, absent is not empty. */
export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
