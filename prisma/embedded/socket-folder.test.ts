import { expect, test } from '@jest/globals';
import { socketFolder } from './socket-folder.ts';

test('a data folder has a socket folder, unless its path is longer than a socket’s address can be', () => {
  expect(socketFolder('/srv/harmonie/data')).toBe('/srv/harmonie/data/socket');
  expect(socketFolder(`/${'a'.repeat(80)}`)).toBe(`/${'a'.repeat(80)}/socket`);
  expect(socketFolder(`/${'a'.repeat(81)}`)).toBeUndefined();
  expect(socketFolder(`/${'é'.repeat(50)}`)).toBeUndefined();
});
