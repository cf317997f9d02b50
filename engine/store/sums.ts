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
 * `text` is what was read: a bit that turns in a row may make a text a number, or nothing at all.
 * @throws {Damaged} when it is not what was written
 */
export function check(what: string, place: string | number, text: unknown, sum: number): void {
  const isText = typeof text === 'string' || text instanceof Uint8Array;
  if (!isText || sumOf(place, text) !== sum) throw new Damaged(`${what} '${place}' is not what was written`);
}
