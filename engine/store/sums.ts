import { crc32 } from 'node:zlib';
import { Damaged } from './damaged.ts';

/**
 * SQLite notices damage to how its pages hang together, not to what stands in them. Each text is therefore kept with a
 * sum of itself and of where it stands.
 */
export function sumOf(place: string | number, text: string | Uint8Array): number {
  // of « place text », without making that text
  return crc32(text, crc32(`${place} `));
}

/** The sum of some rows from that of the others: one that is added and one that is taken away do the same. */
export function withSum(sum: number, one: number): number {
  return (sum ^ one) >>> 0;
}

/**
 * A bit that turns where a row says what its columns are makes a text a number, nothing at all, or bytes: those have the
 * sum of the text, and are something else to whoever reads on.
 * @throws {Damaged} when what was read is not the text that was written
 */
export function check(what: string, place: string | number, read: unknown, sum: number): void {
  if (typeof read !== 'string' || sumOf(place, read) !== sum) throw notAsWritten(what, place);
}

/** The same of what was written as bytes. */
export function checkBytes(what: string, place: string | number, read: unknown, sum: number): void {
  if (!(read instanceof Uint8Array) || sumOf(place, read) !== sum) throw notAsWritten(what, place);
}

function notAsWritten(what: string, place: string | number): Damaged {
  return new Damaged(`${what} '${place}' is not what was written`);
}
