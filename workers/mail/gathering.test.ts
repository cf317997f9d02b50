import { expect, test } from '@jest/globals';
import { gathering } from './gathering.ts';

test('what comes while something is written is written together, next, even when the first was not', async () => {
  const asked: { all: readonly string[]; end: (error?: Error) => void }[] = [];
  const write = gathering(
    (all: readonly string[]) =>
      new Promise<void>((resolve, reject) => {
        asked.push({ all, end: (error) => (error ? reject(error) : resolve()) });
      }),
  );
  const first = write('a');
  await Promise.resolve();
  await Promise.resolve();
  const others = Promise.all([write('b'), write('c')]);
  asked[0]?.end(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await new Promise(setImmediate);
  expect(asked.map(({ all }) => all)).toEqual([['a'], ['b', 'c']]);
  asked[1]?.end();
  await others;
});
