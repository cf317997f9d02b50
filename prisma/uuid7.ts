import { randomBytes, randomInt } from 'node:crypto';

/** True for an identifier as PostgreSQL writes them, of any version. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** The instant of the last identifier, in milliseconds, and the twelve bits that follow it. */
let last = { ms: -1, counter: 0 };

/**
 * Makes a UUIDv7 (RFC 9562), for rows whose identifier is needed before they are written. Those of
 * one process and one millisecond are increasing (its section 6.2, first method): rows ordered by
 * instant and identifier keep the order in which they were written.
 */
export function uuid7(at: Date): string {
  const ms = at.getTime();
  last = { ms, counter: ms === last.ms ? Math.min(last.counter + 1, 0xfff) : randomInt(0x800) };
  const time = ms.toString(16).padStart(12, '0');
  const counter = last.counter.toString(16).padStart(3, '0');
  const random = randomBytes(8);
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
  const hex = `${time}7${counter}${random.toString('hex')}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
