import { describe, expect, test } from '@jest/globals';
import { coolingOff, payMonthAfter } from './cooling-off.ts';

const rule = { minimum: 'P3D', cutoffDay: 15 };

describe('an agreed change waits', () => {
  test.each([
    ['2026-11-02T09:00:00Z', '2026-11-14T22:59:59.999Z', '2026-11'],
    ['2026-11-24T09:00:00Z', '2026-12-14T22:59:59.999Z', '2026-12'],
    // The eve of the cut-off is exactly three days later…
    ['2026-11-11T09:00:00Z', '2026-11-14T22:59:59.999Z', '2026-11'],
    // … and too near the next day: the month after.
    ['2026-11-12T09:00:00Z', '2026-12-14T22:59:59.999Z', '2026-12'],
    // It is the 12th in Paris already.
    ['2026-11-11T23:30:00Z', '2026-12-14T22:59:59.999Z', '2026-12'],
    ['2026-07-01T09:00:00Z', '2026-07-14T21:59:59.999Z', '2026-07'],
  ])('agreed at %s, until %s, for the pay of %s', (agreed, until, payMonth) => {
    expect(coolingOff(new Date(agreed), rule)).toEqual({ until: new Date(until), payMonth });
  });

  test('on the last day of a month that is shorter than the cut-off', () => {
    expect(coolingOff(new Date('2027-02-10T09:00:00Z'), { minimum: 'P3D', cutoffDay: 31 })).toEqual({
      until: new Date('2027-02-27T22:59:59.999Z'),
      payMonth: '2027-02',
    });
  });

  test.each([1, 15, 31])(
    'where pay is closed on the %i, the month it is paid with is read off the end of the wait',
    (day) => {
      for (const agreed of ['2026-11-02T09:00:00Z', '2026-12-30T23:30:00Z', '2027-02-26T09:00:00Z']) {
        const { until, payMonth } = coolingOff(new Date(agreed), { minimum: 'P3D', cutoffDay: day });
        expect(payMonthAfter(until)).toBe(payMonth);
      }
    },
  );

  test.each([0, 32, 1.5, Number.NaN])('a cut-off on the « %d » is no day', (cutoffDay) => {
    expect(() => coolingOff(new Date(), { minimum: 'P3D', cutoffDay })).toThrow(RangeError);
  });
});
