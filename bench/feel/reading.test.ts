import { expect, test } from '@jest/globals';
import { readSuite } from './camunda/read-suite.ts';
import { meets } from './compare.ts';

const SUITE = `
package somewhere

class SumTest extends AnyFlatSpec with Matchers {
  // a value that two statements share
  private val prices = List(1, 2.5)

  "A sum" should "be added up" in {
    evaluateExpression("sum(xs)", Map("xs" -> prices)) should returnResult(3.5)
    evaluateExpression(
      expression = """ "a" + "b" """"
    ) should (returnNull() and reportFailure(SOME_TYPE, "words"))
    eval("1 +") should be(aParseError)
    evaluateUnaryTests("< day", inputValue = date("2026-01-31"), Map("day" -> date("2026-02-01"))) should returnResult(true)
  }

  it should "be done by others" in {
    engine.warnings should have size 3
    evaluateExpression("x", Map("x" -> new Bean())) should returnNull()
  }

  ignore should "not be read" in {
    evaluateExpression("1") should returnResult(2)
  }
}
`;

test('a suite of Scala is read, but for what only Scala can say', () => {
  const { read, unread } = readSuite('SumTest', SUITE);
  expect(read.map(({ asks, expected }) => [asks, expected])).toEqual([
    [{ kind: 'expression', text: 'sum(xs)', context: { xs: [1, 2.5] } }, 3.5],
    [{ kind: 'expression', text: ' "a" + "b" "', context: {} }, null],
    [{ kind: 'expression', text: '1 +', context: {} }, { $error: 'parse' }],
    [
      {
        kind: 'unary tests',
        text: '< day',
        input: { $date: '2026-01-31' },
        context: { day: { $date: '2026-02-01' } },
      },
      true,
    ],
  ]);
  expect(Object.keys(unread)).toEqual(['size', 'new']);
});

test.each([
  [{ $number: '0.1234567890123456789' }, { $number: '0.12345678901234567890' }, true],
  [{ $number: '0.1234567890123456789' }, 0.12345678901234568, false],
  [{ $number: '2.302585092994046' }, { $number: '2.302585092994045684017991454684364' }, true],
  [{ $about: 1 / 3 }, 0.3333333333, true],
  [0.1, 0.10000000000000002, false],
  [{ $dateTime: '2026-01-31T10:00:00+01:00' }, '2026-01-31T10:00:00+01:00[Europe/Paris]', true],
  [{ $dateTime: '2026-01-31T10:00:00' }, '2026-01-31T10:00:00Z', false],
  [{ $duration: 'P1DT24H' }, 'P2D', true],
  [[{ $date: '2026-01-31' }], ['2026-01-31'], true],
  [{ a: null }, {}, false],
])('%j is met by %j: %j', (expected, value, isMet) => {
  expect(meets(expected, { value }, { rough: false })).toBe(isMet);
});
