/**
 * ASN.1 as signatures need it. asn1js and pkijs make a dozen objects of each value, four milliseconds of processor a signature:
 * they are kept for what is read or made rarely.
 */

/** A value: its tag (one byte), what it holds, and both as they are written. */
export interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly bytes: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  objectId: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;
/** The tag of a member known by its number, « [n] »; it holds others unless it is said to be plain. */
export const context = (number: number): number => 0xa0 | number;

const CONSTRUCTED = 0x20;
const MANY_BYTES = 0x1f;
const INDEFINITE = 0x80;
/** Pieces within pieces, and values without a length within one another: no authority writes so many. */
const DEEPEST = 16;

/** Bytes that are no value, or another one than is expected. */
export class DerError extends Error {}

/** Writes a value that holds these parts. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) digits.unshift(rest & 0xff);
  const header = length < 0x80 ? [tag, length] : [tag, 0x80 | digits.length, ...digits];
  return Buffer.concat([Uint8Array.from(header), ...parts]);
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => der(TAG.sequence, ...parts);
/** Members in the order of their encodings, as DER wants. */
export const setOf = (...members: readonly Uint8Array[]): Uint8Array =>
  der(TAG.set, ...members.toSorted(Buffer.compare));
export const octets = (bytes: Uint8Array): Uint8Array => der(TAG.octets, bytes);
export const smallInteger = (value: number): Uint8Array => der(TAG.integer, Uint8Array.of(value));

const toTheSecond = (at: Date): string => `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;

/** An instant to the second, until 2049. */
export const utcTime = (at: Date): Uint8Array => der(TAG.utcTime, Buffer.from(toTheSecond(at).slice(2), 'latin1'));

/** The same, of any year: a fraction that ends in zero is none in DER, and none is written. */
export const generalizedTime = (at: Date): Uint8Array =>
  der(TAG.generalizedTime, Buffer.from(toTheSecond(at), 'latin1'));

/** « 1.2.840.113549 » */
export function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  return der(TAG.objectId, Uint8Array.from([first * 40 + second, ...others].flatMap(inSevens)));
}

function inSevens(number: number): number[] {
  const digits = [number & 0x7f];
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128))
    digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

/** @throws {DerError} */
export function readObjectId({ tag, content }: Der): string {
  if (tag !== TAG.objectId || content.length === 0) throw new DerError('an object identifier is expected');
  const numbers: number[] = [];
  let number = 0;
  for (const byte of content) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [first = 0, ...others] = numbers;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...others].join('.');
}

/** Reads bytes that are one value and nothing after it. @throws {DerError} */
export function readDer(bytes: Uint8Array): Der {
  const value = valueAt(bytes, 0);
  if (value.bytes.length !== bytes.length) throw new DerError('something follows the value');
  return value;
}

/** The values that a value holds, one after the other. @throws {DerError} */
export function membersOf({ tag, content }: Der): Der[] {
  if ((tag & CONSTRUCTED) === 0) throw new DerError('a value that holds others is expected');
  const members: Der[] = [];
  for (let at = 0; at < content.length; at += members.at(-1)?.bytes.length ?? 0) members.push(valueAt(content, at));
  return members;
}

/** The members of a value, taken in their order. */
export class Members {
  readonly #left: Der[];

  /** @throws {DerError} */
  constructor(value: Der, tag: number = TAG.sequence) {
    if (value.tag !== tag) throw new DerError(`tag ${tag} is expected, not ${value.tag}`);
    this.#left = membersOf(value);
  }

  /** The next one, of that tag, or of any. @throws {DerError} */
  next(tag?: number): Der {
    const member = this.#left.shift();
    if (member === undefined || (tag !== undefined && member.tag !== tag)) throw new DerError('a member is missing');
    return member;
  }

  /** The next one if it has that tag. */
  maybe(tag: number): Der | undefined {
    return this.#left[0]?.tag === tag ? this.#left.shift() : undefined;
  }

  /** Those that are left. */
  rest(): Der[] {
    return this.#left.splice(0);
  }

  /** @throws {DerError} when there are more */
  end(): void {
    if (this.#left.length > 0) throw new DerError('a member is not expected');
  }
}

/** What octets hold; some authorities write them in pieces. @throws {DerError} */
export function octetsIn(value: Der, depth = 0): Uint8Array {
  if (value.tag === TAG.octets) return value.content;
  if (value.tag !== (TAG.octets | CONSTRUCTED)) throw new DerError('octets are expected');
  refuseDeeper(depth);
  return Buffer.concat(membersOf(value).map((piece) => octetsIn(piece, depth + 1)));
}

function refuseDeeper(depth: number): void {
  if (depth > DEEPEST) throw new DerError('values are within one another too deeply');
}

/** The value that begins there. Some authorities write no length, and an end: they are read too. */
function valueAt(bytes: Uint8Array, at: number, depth = 0): Der {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || (tag & MANY_BYTES) === MANY_BYTES)
    throw new DerError('a value is expected');
  if (first === INDEFINITE) return openEnded(bytes, at, tag, depth);
  let from = at + 2;
  let length = first;
  if (first > INDEFINITE) {
    from += first & 0x7f;
    if ((first & 0x7f) > 4 || from > bytes.length) throw new DerError('the length cannot be read');
    length = bytes.subarray(at + 2, from).reduce((sum, byte) => sum * 256 + byte, 0);
  }
  if (from + length > bytes.length) throw new DerError('the value is cut');
  return { tag, content: bytes.subarray(from, from + length), bytes: bytes.subarray(at, from + length) };
}

function openEnded(bytes: Uint8Array, at: number, tag: number, depth: number): Der {
  refuseDeeper(depth);
  if ((tag & CONSTRUCTED) === 0) throw new DerError('a plain value has a length');
  let end = at + 2;
  while (bytes[end] !== 0 || bytes[end + 1] !== 0) end += valueAt(bytes, end, depth + 1).bytes.length;
  return { tag, content: bytes.subarray(at + 2, end), bytes: bytes.subarray(at, end + 2) };
}
