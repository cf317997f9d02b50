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
  // Ends in « A »: the character after it stands for the same bytes, and is an alteration all the same.
  const sealed = Array.from({ length: 500 }, () => secrets.seal(IBAN, 'claire')).find((one) => one.endsWith('A')) ?? '';
  const other = createSecretValues(randomBytes(32));
  for (const attempt of [
    () => secrets.open(sealed, 'paul'),
    () => other.open(sealed, 'claire'),
    () => secrets.open(`${sealed.slice(0, -1)}B`, 'claire'),
    () => secrets.open(`${sealed.slice(0, -1)}Q`, 'claire'),
    () => secrets.open(sealed.slice(0, 20), 'claire'),
    () => secrets.open(sealed.replace('v1', 'v2'), 'claire'),
    () => secrets.open('', 'claire'),
  ])
    expect(attempt).toThrow(SecretDamaged);
  expect(() => createSecretValues(randomBytes(16))).toThrow(RangeError);
});

test('data is shown by its masks, and opened wherever its sealed values stand', () => {
  const data = { account: { iban: { sealed: secrets.seal(IBAN, 'claire'), shown: 'FR76 ••••' } }, rows: [1, null] };
  expect(masked(data)).toEqual({ account: { iban: 'FR76 ••••' }, rows: [1, null] });
  expect(mapSealed(data, ({ sealed }) => secrets.open(sealed, 'claire'))).toEqual({
    account: { iban: IBAN },
    rows: [1, null],
  });
});
