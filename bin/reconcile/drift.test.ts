import { expect, test } from '@jest/globals';
import { type Drift, settle } from './drift.ts';

const drift = (about: string, repair: Drift['repair']): Drift => ({
  ...{ kind: 'instance-twice', about, remedy: 'end it', repair },
});

test('a repair that fails is said with what it is, is left, and keeps no other drift from its own', async () => {
  const done: string[] = [];
  const drifts = [
    drift('instance 1', async () => {
      throw Object.assign(new Error('of Claire Agnelet'), { name: 'EngineRejection', code: 'INVALID_STATE' });
    }),
    drift('instance 2', async () => void done.push('2')),
    drift('instance 3', null),
  ];
  const said: string[] = [];
  expect(await settle(drifts, { repair: true, say: (line) => said.push(line) })).toBe(2);
  expect(done).toEqual(['2']);
  expect(said.map((line) => line.slice(0, 8).trim())).toEqual(['FAILED', 'REPAIRED', 'UNSAFE']);
  expect(said[0]).toContain('not repaired (EngineRejection INVALID_STATE), try again: end it');
  expect(said.join()).not.toContain('Claire');
});

test('nothing is repaired that was not asked for', async () => {
  const drifts = [drift('instance 1', () => Promise.reject(new Error('asked for')))];
  const said: string[] = [];
  expect(await settle(drifts, { repair: false, say: (line) => said.push(line) })).toBe(1);
  expect(said).toEqual([expect.stringMatching(/^DRIFT .*--repair would: end it$/)]);
});
