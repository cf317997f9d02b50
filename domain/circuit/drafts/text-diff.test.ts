import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { amount } from '#testing/long-form.ts';
import { diffLines, diffText } from './text-diff.ts';

const shown = (before: string, after: string) =>
  diffText(before, after).map(({ fromLine, toLine, lines }) =>
    [
      `${fromLine},${toLine}`,
      ...lines.map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`),
    ].join('\n'),
  );

describe('the differences of two texts', () => {
  test('none when they are the same, whatever ends their lines', () => {
    expect(diffText('a\nb\n', 'a\r\nb')).toEqual([]);
  });

  test('a line changed, with three around', () => {
    expect(shown('1\n2\n3\n4\n5\n6\n7\n8\n9', '1\n2\n3\n4\nV\n6\n7\n8\n9')).toEqual([
      '2,2\n 2\n 3\n 4\n-5\n+V\n 6\n 7\n 8',
    ]);
  });

  test('two changes far apart make two', () => {
    const before = Array.from({ length: 30 }, (_line, index) => String(index + 1)).join('\n');
    expect(shown(before, before.replace('\n3\n', '\ntrois\n').replace('\n27\n', '\n'))).toEqual([
      '1,1\n 1\n 2\n-3\n+trois\n 4\n 5\n 6',
      '24,24\n 24\n 25\n 26\n-27\n 28\n 29\n 30',
    ]);
  });

  test('from nothing, and to nothing', () => {
    expect(shown('', 'a\nb')).toEqual(['1,1\n+a\n+b']);
    expect(shown('a\nb', '')).toEqual(['1,1\n-a\n-b']);
  });

  test('too many to be worth it: one text after the other, between what they share at both ends', () => {
    const written = (word: string) => ['head', ...Array.from({ length: 400 }, (_line, n) => `${word} ${n}`), 'foot'];
    const lines = diffLines(written('a'), written('b'));
    expect(lines.map(({ kind }) => kind)).toEqual([
      ...['same', ...Array.from({ length: 400 }, () => 'removed')],
      ...[...Array.from({ length: 400 }, () => 'added'), 'same'],
    ]);
    const apart = [...written('a'), 'kept', ...written('b')];
    const changed = [...written('c'), 'kept', ...written('d')];
    expect(diffLines(apart, changed).filter(({ kind }) => kind === 'same')).toHaveLength(2);
  });

  test('always lead from one to the other, by no more lines than needed', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        expect(lines.filter(({ kind }) => kind !== 'added').map((line) => line.text)).toEqual(before);
        expect(lines.filter(({ kind }) => kind !== 'removed').map((line) => line.text)).toEqual(after);
        expect(lines.filter(({ kind }) => kind === 'same')).toHaveLength(longestCommon(before, after));
      }),
      { numRuns: amount({ daily: 100, full: 10_000 }) },
    );
  });
});

/** The length of the longest common subsequence, the slow and sure way. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const row = lengths[i] ?? [];
      row[j] =
        a[i - 1] === b[j - 1]
          ? (lengths[i - 1]?.[j - 1] ?? 0) + 1
          : Math.max(lengths[i - 1]?.[j] ?? 0, row[j - 1] ?? 0);
    }
  }
  return lengths[a.length]?.[b.length] ?? 0;
}
