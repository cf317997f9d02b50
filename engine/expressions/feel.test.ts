import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { expression } from './expression.ts';

const NOW = DateTime.fromISO('2026-02-10T08:30:00Z').toMillis();

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

  test('an expression that never ends is stopped', () => {
    expect(() => evaluate('=count(for i in 1..100000, j in 1..100000 return i)')).toThrow('ran longer than');
  });

  test('an expression nested without end is refused', () => {
    expect(() => expression(`=${'('.repeat(5000)}1${')'.repeat(5000)}`)).toThrow('nested deeper');
  });
});
