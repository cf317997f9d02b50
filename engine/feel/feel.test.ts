import { beforeEach, describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { expression } from '../expressions/compile-expression.ts';
import { refillEvaluationTime } from './budget.ts';
import { compileUnaryTests } from './index.ts';

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
    ['=is defined(x)', { x: null }, false],
    ['=is defined(x.y)', { x: { y: 1 } }, true],
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
    ['=distinct values(for i in list return { i: i })', 'ran longer than'],
    ['={ f: function(g, n) g(g, n + 1), r: f(f, 1) }.r', 'goes too deep'],
    ['=for i in 1..1000000000 return i', 'turn more than 200000 times'],
    ['=for i in [1..1000000000] return i', 'turn more than 200000 times'],
    ['=count(for i in 1..100000, j in 1..100000 return i)', /turn more than 200000 times|ran longer/],
    ['=for i in 1..40 return if i = 1 then "xx" else partial[i - 1] + partial[i - 1]', 'text of more than'],
    ['=for i in 1..21 return if i = 1 then "xx" else partial[i - 1] + partial[i - 1]', 'larger than 4000000'],
    ['=for i in 1..40 return if i = 1 then 1 else [partial[i - 1], partial[i - 1]]', 'larger than 4000000'],
    ['=for i in 1..40 return if i = 1 then list else concatenate(partial[i - 1], partial[i - 1])', 'list of more than'],
    ['=for i in 1..9 return replace(text, "a", text)', 'text of more than'],
    ['=string join(split(text, ""), text)', 'text of more than'],
  ])('%s is stopped, whether it would take all the time or all the memory', (text, reason) => {
    const list = Array.from({ length: 50_000 }, (_, i) => i);
    expect(() => evaluate(text, { list, text: 'a'.repeat(50_000) })).toThrow(reason);
  });

  test('what is read by its place costs no turn, however long the list', () => {
    const list = Array.from({ length: 1_000 }, (_, i) => i);
    expect(evaluate('=sum(for i in 1..1000 return list[i])', { list })).toBe(499_500);
    expect(() => evaluate('=for i in 1..1000 return list[item = i]', { list })).toThrow(
      /turn more than 200000 times|ran longer/,
    );
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

describe('FEEL as Camunda speaks it', () => {
  test.each<[string, unknown]>([
    ['"order-" + 1', null],
    ['is blank("  ")', true],
    ['trim("  hello world  ")', 'hello world'],
    ['extract("references are 1234, 1256, 1378", "12[0-9]*")', ['1234', '1256']],
    ['extract("a", "b")', []],
    ['to base64("FEEL")', 'RkVFTA=='],
    ['from base64("RkVFTA==")', 'FEEL'],
    ['string join(["a", null, "b"], ", ", "[", "]")', '[a, b]'],
    ['random number() < 1', true],
    ['round up(-5.5)', -6],
    ['is empty([])', true],
    ['duplicate values([1, 2, 3, 2, 1])', [1, 2]],
    ['partition([1, 2, 3, 4, 5], 2)', [[1, 2], [3, 4], [5]]],
    ['partition([1, 2], 0)', null],
    ['get value({ x: 1, y: { z: 0 } }, ["y", "z"])', 0],
    ['get value(context: { a: 1 }, key: "a")', 1],
    ['context put({ x: 1 }, ["y", "z"], 2)', { x: 1, y: { z: 2 } }],
    ['context put({ x: 1, y: 0 }, ["y", "z"], 2)', { x: 1, y: { z: 2 } }],
    ['context([{ key: "a", value: 1 }, { key: "a", value: 2 }])', { a: 2 }],
    ['cycle(3, duration("PT1H"))', 'R3/PT1H'],
    ['cycle(duration("P7D"))', 'R/P7D'],
  ])('%s is %j', (text, value) => {
    expect(evaluate(`=${text}`)).toEqual(value);
  });

  test.each<[string, unknown]>([
    ['date("2026-03-01") - date("2026-01-01")', 'P59D'],
    ['duration("P400D")', 'P400D'],
    ['string(duration("P400D"))', 'P400D'],
    ['duration("-PT5H")', '-PT5H'],
    ['-duration("P1D")', '-P1D'],
    ['duration("P1D") * 3', 'P3D'],
    ['2 * duration("P7M")', 'P1Y2M'],
    ['duration("P45D") / 2', 'P22DT12H'],
    ['duration("P1Y") / duration("P6M")', 2],
    ['(now() - @"1970-01-01T00:00:00Z") / @"PT1S"', NOW / 1000],
    ['(date("2026-03-01") - date("2026-01-01")).days', 59],
    ['duration("PT90M").minutes', 30],
    ['years and months duration(date("1990-05-05"), today()).years', 35],
    ['years and months duration(date("2011-12-22"), date("2013-08-24"))', 'P1Y8M'],
    ['abs(duration("-P2M"))', 'P2M'],
    ['time("10:00:00")', '10:00:00'],
    ['time("10:00:00") + duration("PT1H")', '11:00:00'],
    ['time("10:00:00@Europe/Paris")', '10:00:00@Europe/Paris'],
    ['time(14, 30, 0, duration("PT1H"))', '14:30:00+01:00'],
    ['last day of month(date and time("2022-10-01T10:00:00"))', '2022-10-31'],
    ['date and time(@"2026-07-31T14:27:30@Europe/Berlin", "America/Los_Angeles").hour', 5],
    ['date and time("2026-01-02T10:00:00@Europe/Paris").timezone', 'Europe/Paris'],
    ['date and time("2026-01-02T10:00:00@Europe/Paris").time offset', 'PT1H'],
    ['{ days: 3, updated: today() }.days', 3],
    ['date and time(date("2026-01-02"), time("10:00:00"))', '2026-01-02T10:00:00'],
    ['date and time(today(), @"08:00:00@Europe/Paris")', '2026-02-10T08:00:00+01:00[Europe/Paris]'],
  ])('%s is %j', (text, value) => {
    expect(evaluate(`=${text}`)).toEqual(value);
  });

  test.each<[string, boolean]>([
    ['1 instance of number', true],
    ['null instance of Any', false],
    ['[1] instance of list<number>', true],
    ['today() instance of date', true],
    ['now() instance of date and time', true],
    ['duration("PT4H") instance of days and time duration', true],
    ['duration("P3M") instance of years and months duration', true],
    ['not(x instance of string)', true],
    ['before([1..5), [5..10])', true],
    ['meets([1..5], [5..10])', true],
    ['overlaps before([1..3], (3..5])', false],
    ['overlaps after([4..10], [1..5))', true],
    ['during(1, (1..10])', false],
    ['starts((1..5), (1..10))', true],
    ['finished by([5..10], 10)', true],
    ['coincides([1..5], [2..6])', false],
    ['includes([date("2026-01-01")..date("2026-12-31")], today())', true],
  ])('%s: %s', (text, value) => {
    expect(evaluate(`=${text}`)).toBe(value);
  });

  test('names in backquotes may hold spaces and hyphens', () => {
    const variables = { 'first name': 'Ada', 'last-name': 'L', order: { 'total price': 5 } };
    expect(evaluate('=`first name` + " " + `last-name`', variables)).toBe('Ada L');
    expect(evaluate('=order.`total price` > 3', variables)).toBe(true);
    expect(evaluate('=`no such name`')).toBeNull();
    expect(expression('=`first name` = "x"').variables).toEqual(['first name']);
  });

  test('a variable may bear the name of a function that is not called', () => {
    expect(evaluate('=cycle = "monthly" and time > 3', { cycle: 'monthly', time: 5 })).toBe(true);
  });

  test('loops are counted inside what is handed over', () => {
    expect(() => evaluate('=(for i in 1..1000000 return i) instance of list')).toThrow('turn more than');
    expect(evaluate('=for i in 1..count(x) * 2 return duration("P1D") * i * 2', { x: [1] })).toEqual(['P2D', 'P4D']);
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

describe('what is null says why, in the words of Camunda’s engine', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['quota + 1', {}, "No variable found with name 'quota'"],
    ['count + 1', {}, "No variable found with name 'count'"],
    ['tarif(1)', {}, "No function found with name 'tarif'"],
    ['{ a: 1, b: 2 }.c', {}, "No context entry found with key 'c'. Available keys: 'a', 'b'"],
    ['{}.c', {}, "No context entry found with key 'c'. The context is empty"],
    ['agent.nom', { agent: null }, "No context entry found with key 'nom'. The context is null"],
    ['@"P1Y".days', {}, "No property found with name 'days' of value 'P1Y'"],
    ['3 + x', { x: 'a' }, "Can't add '\"a\"' to '3'"],
    ['3 - x', { x: null }, "Can't subtract 'null' from '3'"],
    ['x * 2', { x: true }, "Can't multiply 'true' by '2'"],
    ['[1] / 2', {}, "Can't divide '[1]' by '2'"],
    ['x < 2', { x: '1' }, "Can't compare '\"1\"' with '2'"],
    ['true and 2', {}, "Expected boolean but found '2'"],
    ['if x then 1 else 2', { x: 5 }, "Expected boolean but found '5'"],
    ['some i in [2] satisfies i', {}, "Expected boolean but found '2'"],
    ['for i in x return i', { x: 2 }, "Expected list but found '2'"],
    ['x[1]', { x: null }, "Expected list but found 'null'"],
  ])('%s with %j: %s', (text, variables, warning) => {
    const { warnings } = expression(`=${text}`).evaluateRaw((name) => variables[name], NOW);
    expect(warnings).toContain(warning);
  });

  test('a value that is large is cut', () => {
    const x = Array.from({ length: 100_000 }, () => 'mot '.repeat(1_000));
    const [warning = ''] = expression('=x + 1').evaluateRaw(() => x, NOW).warnings;
    expect(warning).toMatch(/^Can't add '1' to '\["mot mot/);
    expect(warning.length).toBeLessThan(300);
  });
});
