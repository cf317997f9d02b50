import { describe, expect, test } from '@jest/globals';
import { evaluate, FaultyExpression, FeelFunction, holds, plain, readDate } from '../feel.ts';

describe('FEEL shared with forms and screens', () => {
  test.each<[string, Record<string, unknown>, boolean]>([
    ['a = "b"', { a: 'b' }, true],
    ['a = "b"', { a: 'c' }, false],
    ['not(a)', { a: false }, true],
    ['not(a)', { a: true }, false],
    ['a = 1, b = 2', { a: 0, b: 2 }, true],
    // nothing is tested, and null is nothing
    ['a > 1', { a: null }, true],
    ['not(a)', { a: null }, false],
  ])('a condition that tests no input: %s with %j is %s', (text, context, expected) => {
    expect(holds(text, context)).toBe(expected);
  });

  test('a condition without a word is no condition', () => {
    expect(() => holds(' ', {})).toThrow(FaultyExpression);
  });

  test('functions that are given win over those of FEEL', () => {
    const today = FeelFunction.of([], () => readDate('2026-09-01'));
    expect(evaluate('date(start) <= today()', { today, start: '2026-09-01' })).toBe(true);
  });

  test('what comes out can be read by JavaScript', () => {
    expect(plain(evaluate('[1 / 3, date("2026-09-01"), { n: 9007199254740993 }, 0.1 + 0.2]', {}))).toEqual([
      1 / 3,
      '2026-09-01',
      { n: 9007199254740992 },
      0.3,
    ]);
  });

  test('each evaluation has its own time, however many came before', () => {
    for (let i = 0; i < 8; i++) expect(evaluate('count(for i in 1..150000 return i)', {})).toBe(150_000);
  });
});
