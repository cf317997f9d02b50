import { expect, test } from '@jest/globals';
import { accountAddress, isWithoutAddress, personalAddressFault, signInName } from './without-address.ts';

test('an account is kept under an address, or under one that nobody has: then it is signed in to with the number', () => {
  const nowhere = accountAddress('0198', null);
  expect([isWithoutAddress(nowhere), signInName(nowhere, 'A12')]).toEqual([true, 'A12']);
  expect(signInName(accountAddress('0198', 'Rose@Courriel.example'), 'A12')).toBe('rose@courriel.example');
});

test('a personal address is not in the domain of whoever checks', () => {
  const faultOf = (address: string) => personalAddressFault(address, 'Nadia@TJ.justice.example');
  const ofMinistry = ['a@tj.justice.example', 'a@justice.example', 'a@ca.justice.example'];
  expect(ofMinistry.map(faultOf)).toEqual(ofMinistry.map(() => 'address-of-work'));
  expect(['a@courriel.example', 'a@injustice.example'].map(faultOf)).toEqual([null, null]);
  expect(personalAddressFault('a@courriel.example', null)).toBeNull();
});
