import { expect, test } from '@jest/globals';
import { leavesOf } from './leaf.ts';

const acts = (...keys: string[]) => keys.map((taskKey) => ({ taskKey }));
const FOLD = { sha256: 'f', outliers: acts('1', '2'), alike: acts('3', '4', '5') };
const DRAWN = new Map([...'1234'].map((key) => [key, `page ${key}`]));

test('of a fold, the acts whose page is drawn are signed together; one that stands out once it was opened', () => {
  const opened = new Map([
    ['2', 'page 2'],
    ['4', 'page 4'],
  ]);
  expect(leavesOf(FOLD, DRAWN, opened)).toEqual([
    { taskKey: '2', sha256: 'page 2', shown: 'opened', foldSha256: 'f' },
    { taskKey: '3', sha256: 'page 3', shown: 'fold', foldSha256: 'f' },
    { taskKey: '4', sha256: 'page 4', shown: 'opened', foldSha256: 'f' },
  ]);
});

test('a page that was drawn anew since it was opened was not opened', () => {
  const opened = new Map([
    ['1', 'page 1 of yesterday'],
    ['3', 'page 3 of yesterday'],
  ]);
  expect(leavesOf(FOLD, DRAWN, opened).map(({ taskKey, shown }) => [taskKey, shown])).toEqual([
    ['3', 'fold'],
    ['4', 'fold'],
  ]);
});
