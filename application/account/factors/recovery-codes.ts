import { randomInt } from 'node:crypto';

/** Number of codes given at once, to be kept on paper; each serves once. */
const COUNT = 10;
/** Without the characters that are easily confused: 0 and o, 1, l and i. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const group = (): string => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** Makes fresh codes, « hk3pq-7mz2t », of 49 bits each. */
export const newRecoveryCodes = (): string[] => Array.from({ length: COUNT }, () => `${group()}-${group()}`);

/** Normalises a code as typed: case, spaces and a missing hyphen do not matter. */
export function recoveryCodeOf(typed: string): string {
  const letters = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}
