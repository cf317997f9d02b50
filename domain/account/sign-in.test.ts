import { expect, test } from '@jest/globals';
import { type SignIn, strengthOf, withProof } from './sign-in.ts';

test.each<[SignIn, string]>([
  [{ method: 'password', strength: 'single-factor' }, 'password+totp two-factor'],
  [{ method: 'password+totp', strength: 'two-factor' }, 'password+totp two-factor'],
  [{ method: 'password+recovery-code', strength: 'two-factor' }, 'password+recovery-code+totp two-factor'],
  [{ method: 'passkey', strength: 'two-factor' }, 'passkey+totp two-factor'],
  [{ method: 'oidc', strength: 'single-factor', acr: 'eidas1' }, 'oidc+totp two-factor'],
])('a code given at the signature, after %j, makes %s', (signIn, expected) => {
  const { method, strength, acr } = withProof(signIn, 'totp');
  expect(`${method} ${strength}`).toBe(expected);
  expect(acr).toBe(signIn.acr);
});

test.each<[SignIn, string]>([
  [{ method: 'password+totp', strength: 'two-factor' }, 'password+totp+passkey two-factor'],
  [{ method: 'passkey', strength: 'two-factor' }, 'passkey two-factor'],
  [{ method: 'oidc', strength: 'single-factor' }, 'oidc+passkey two-factor'],
])('a passkey given at the signature, after %j, makes %s', (signIn, expected) => {
  const { method, strength } = withProof(signIn, 'passkey');
  expect(`${method} ${strength}`).toBe(expected);
});

test.each([
  ['eidas2', 'two-factor'],
  ['eidas1', 'single-factor'],
  ['EIDAS2', 'single-factor'],
  [null, 'single-factor'],
])('a provider that states the level %s vouches for %s', (acr, expected) => {
  expect(strengthOf(acr, ['eidas2', 'eidas3'])).toBe(expected);
});
