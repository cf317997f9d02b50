import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createSecretValues, mapSealed, masked, SecretDamaged } from './secret-values.ts';

const secrets = createSecretValues(randomBytes(32));
const IBAN = 'FR7630006000011234567890189';

test('a sealed value opens for its owner, and never looks the same twice', () => {
  const [one, two] = [secrets.seal(IBAN, 'claire'), secrets.seal(IBAN, 'claire')];
  expect(one).not.toBe(two);
  expect(one).not.toContain(IBAN);
  expect(secrets.open(one, 'claire')).toBe(IBAN);
});

test('altered, cut, of someone else or under another key, it does not open and tells nothing', () => {
  // Ends in « A »: the next character decodes to the same bytes, and is an alteration all the same.
  const sealed = Array.from({ length: 500 }, () => secrets.seal(IBAN, 'claire')).find((one) => one.endsWith('A')) ?? '';
  const other = createSecretValues(randomBytes(32));
  for (const attempt of [
    () => secrets.open(sealed, 'paul'),
    () => other.open(sealed, 'claire'),
    () => secrets.open(`${sealed.slice(0, -1)}B`, 'claire'),
    () => secrets.open(`${sealed.slice(0, -1)}Q`, 'claire'),
    () => secrets.open(sealed.slice(0, 20), 'claire'),
    () => secrets.open(sealed.replace('v2', 'v1'), 'claire'),
    () => secrets.open(sealed.replace('v2', 'v3'), 'claire'),
    () => secrets.open(sealed.replace(/^v2\.\w+/, 'v2.00000000'), 'claire'),
    () => secrets.open('', 'claire'),
  ])
    expect(attempt).toThrow(SecretDamaged);
  expect(() => createSecretValues(randomBytes(16))).toThrow(RangeError);
});

test('what a former key sealed opens until it was sealed anew, and then without that key', () => {
  const [former, current] = [randomBytes(32), randomBytes(32)];
  const sealed = createSecretValues(former).seal(IBAN, 'claire');
  const both = createSecretValues(current, former);
  expect(both.open(sealed, 'claire')).toBe(IBAN);
  expect(both.isCurrent(sealed)).toBe(false);
  expect(() => both.open(sealed, 'paul')).toThrow(SecretDamaged);
  const anew = both.seal(both.open(sealed, 'claire'), 'claire');
  expect(both.isCurrent(anew)).toBe(true);
  expect(createSecretValues(current).open(anew, 'claire')).toBe(IBAN);
  expect(() => createSecretValues(former).open(anew, 'claire')).toThrow(SecretDamaged);
});

test('what was sealed before keys had ids opens under whichever key sealed it', () => {
  // Sealed by the release of September 2026, with a key of 32 bytes 7.
  const sealed = 'v1.rpJv7J2S8xH9JIBK.Lb4hHY9i0gGHCH8Xj2xkb6VuCHaKiacxLLr-b2BX95d4h6k3nzWj7u9mMw';
  const key = new Uint8Array(32).fill(7);
  expect(createSecretValues(randomBytes(32), key).open(sealed, 'claire')).toBe(IBAN);
  expect(() => createSecretValues(randomBytes(32)).open(sealed, 'claire')).toThrow(SecretDamaged);
});

test('data is shown by its masks, and opened wherever its sealed values stand', () => {
  const data = { account: { iban: { sealed: secrets.seal(IBAN, 'claire'), shown: 'FR76 ••••' } }, rows: [1, null] };
  expect(masked(data)).toEqual({ account: { iban: 'FR76 ••••' }, rows: [1, null] });
  expect(mapSealed(data, ({ sealed }) => secrets.open(sealed, 'claire'))).toEqual({
    account: { iban: IBAN },
    rows: [1, null],
  });
});
