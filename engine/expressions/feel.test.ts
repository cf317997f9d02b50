import { beforeEach, describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { expression } from './expression.ts';
import { isPlain } from './plain.ts';
import { refillEvaluationTime } from './time-limit.ts';
import { compileUnaryTests } from './unary-tests.ts';

const NOW = DateTime.fromISO('2026-02-10T08:30:00Z').toMillis();

beforeEach(refillEvaluationTime);

function evaluate(text: string, variables: Record<string, unknown> = {}) {
  return expression(text).evaluate((name) => variables[name], NOW);
}

describe('FEEL in a model', () => {
  test.each<[string, Record<string, unknown>, unknown]>([
    ['plain text', {}, 'plain text'],
    ['=amount > 10', { amount: 12 }, true],
    ['=amount > 10', {}, null],
    ['=person.address.city', { person: { address: { city: 'Lyon' } } }, 'Lyon'],
    [
      '=items[price > 3].name',
      {
        items: [
          { name: 'a', price: 1 },
          { name: 'b', price: 4 },
        ],
      },
      ['b'],
    ],
    ['=if quota < 100 then "partiel" else "plein"', { quota: 80 }, 'partiel'],
    ['=is defined(x)', {}, false],
    ['=is defined(x)', { x: 1 }, true],
    ['=is defined(x)', { x: null }, true],
    ['=is defined(x.y)', { x: {} }, false],
    ['=get or else(x, 3)', {}, 3],
    ['=get or else(x, 3)', { x: 1 }, 1],
    ['=now()', {}, '2026-02-10T08:30:00Z'],
    ['=today()', {}, '2026-02-10'],
    ['=last day of month(today())', {}, '2026-02-28'],
    ['=today() + duration("P1M")', {}, '2026-03-10'],
    ['=duration("PT36H")', {}, 'P1DT12H'],
    ['=to json({ a: 1 })', {}, '{"a":1}'],
    ['=from json("[1,2]")', {}, [1, 2]],
    ['=count(list) + sum(list)', { list: [1, 2] }, 5],
    ['=date and time("2026-01-31T10:00:00@Europe/Paris")', {}, '2026-01-31T10:00:00+01:00[Europe/Paris]'],
    ['=name', { name: 'Élodie' }, 'Élodie'],
    ['=for i in 1..3 return i * n', { n: 2 }, [2, 4, 6]],
    ['=string length(word)', { word: 'acte' }, 4],
    ['="a" // a comment', {}, 'a'],
    ['=for i in 3..1, j in [10, 20] return i + j', {}, [13, 23, 12, 22, 11, 21]],
    ['=for i in for j in list return j * 2 return i + 1', { list: [1, 2] }, [3, 5]],
    ['=count(for i in 1..count(for j in list return j) return i)', { list: [1, 2] }, 2],
    ['=every i in list satisfies i > 0', { list: [1, 2] }, true],
    ['=flatten([1, [2, [3]], []])', {}, [1, 2, 3]],
    ['=string join(list: ["a", "b"], delimiter: "-")', {}, 'a-b'],
    ['=replace(input: "abc", pattern: "b", replacement: "xx")', {}, 'axxc'],
    ['=append([1], 2, 3)', {}, [1, 2, 3]],
    ['=concatenate([1], [2], [3])', {}, [1, 2, 3]],
  ])('%s with %j gives %j', (text, variables, value) => {
    expect(evaluate(text, variables)).toEqual(value);
  });

  test('uuid() gives a new identifier each time', () => {
    expect(evaluate('=uuid()')).not.toBe(evaluate('=uuid()'));
  });

  test('a failed assertion says why', () => {
    expect(() => evaluate('=assert(x, x > 3, "too small")', { x: 1 })).toThrow('too small');
    expect(evaluate('=assert(x, x > 3)', { x: 4 })).toBe(4);
  });

  test('broken FEEL is refused with the place of the fault', () => {
    expect(() => expression('=amount + ')).toThrow("Cannot parse the expression 'amount +'");
  });

  test.each<[string, string | RegExp]>([
    ['=matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")', 'ran longer than'],
    ['=distinct values(list)', 'ran longer than'],
    ['={ f: function(g, n) g(g, n + 1), r: f(f, 1) }.r', 'goes too deep'],
    ['=for i in 1..1000000000 return i', 'turn more than 200000 times'],
    ['=for i in [1..1000000000] return i', 'turn more than 200000 times'],
    ['=count(for i in 1..100000, j in 1..100000 return i)', /turn more than 200000 times|ran longer/],
    ['=for i in 1..40 return if i = 1 then "xx" else partial[i - 1] + partial[i - 1]', 'text of more than'],
    ['=for i in 1..25 return if i = 1 then "xx" else partial[i - 1] + partial[i - 1]', 'larger than 4000000'],
    ['=for i in 1..40 return if i = 1 then 1 else [partial[i - 1], partial[i - 1]]', 'larger than 4000000'],
    ['=for i in 1..40 return if i = 1 then list else concatenate(partial[i - 1], partial[i - 1])', 'list of more than'],
    ['=for i in 1..9 return replace(text, "a", text)', 'text of more than'],
    ['=string join(split(text, ""), text)', 'text of more than'],
  ])('%s is stopped, whether it would take all the time or all the memory', (text, reason) => {
    const list = Array.from({ length: 50_000 }, (_, i) => i);
    expect(() => evaluate(text, { list, text: 'a'.repeat(50_000) })).toThrow(reason);
  });

  test('all the expressions of a command share its time', () => {
    const slow = '=matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")';
    for (let i = 0; i < 3; i++) expect(() => evaluate(slow)).toThrow('ran longer');
    expect(() => evaluate(slow)).toThrow('of one command ran longer than 3000 ms');
  });

  test('an expression nested without end is refused', () => {
    expect(() => expression(`=${'('.repeat(5000)}1${')'.repeat(5000)}`)).toThrow('nested deeper');
  });
});

describe('FEEL in a decision table', () => {
  test.each([
    ['some i in 1..1000000 satisfies i = 0', 'turn more than'],
    ['matches(?, "(a+)+$")', 'ran longer than'],
  ])('the cell %s is stopped', (cell, reason) => {
    const input = `${'a'.repeat(50)}!`;
    expect(() => compileUnaryTests(cell).test(input, () => undefined, NOW)).toThrow(reason);
  });
});

describe('what is watched by a clock', () => {
  test.each([
    'amount > 10',
    'withdrawalId = null and visa = "approved"',
    'if quota < 100 then "for every" else "plein"',
    'x in [1..5]',
    'x in ["a", "b"]',
    '{ payFraction: payFraction }',
    'is defined(x) and (y or not(z))',
    'date and time(start) + duration("P1D")',
    'upper case(name) + string(count(list))',
  ])('%s is not: it cannot take long', (text) => expect(isPlain(text)).toBe(true));

  test.each([
    'for i in x return i',
    'x[item > 3]',
    'x [ 1 ]',
    'f(x)[1]',
    'matches(x, y)',
    'distinct values(x)',
    '`distinct values`(x)',
    'distinct values (x)',
    'a.b(x)',
    'x // " \n for i in y return i // "',
    '"\\" + (for i in x return "")',
    'string([a, b])',
    '{a:{b:{c:{d:{e:{f:{g:{h:{i:1}}}}}}}}} = x',
  ])('%s is', (text) => expect(isPlain(text)).toBe(false));
});
