import { randomInt } from 'node:crypto';

/** How many are given, to be kept on paper; each serves once. */
const COUNT = 10;
/** Without what is read for something else: 0 and o, 1, l and i. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const group = (): string => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** Fresh codes, « hk3pq-7mz2t »: 49 bits each. */
export const newRecoveryCodes = (): string[] => Array.from({ length: COUNT }, () => `${group()}-${group()}`);

/** As somebody typed it: their capitals, spaces and missing dash are theirs. */
export function recoveryCodeOf(typed: string): string {
  const letters = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}
