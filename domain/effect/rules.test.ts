import { describe, expect, test } from '@jest/globals';
import type { Effect } from './effect.ts';
import { brokenRules, type Situation } from './rules.ts';

/** The twenty-sixth of November 2026: Claire, greffière since 2020, sixth échelon since February 2025. */
const SITUATION: Situation = {
  filedOn: '2026-11-26',
  byAgent: true,
  partTimes: [],
  echelon: { grade: 'Greffière', echelon: 6, index: 421, from: '2025-02-01' },
  grade: 'Greffière',
  inPostSince: '2020-01-01',
};

const broken = (effect: Effect, data: Record<string, unknown>, more: Partial<Situation> = {}) =>
  brokenRules([effect], data, { ...SITUATION, ...more }).map(({ field, code, params }) =>
    `${field}: ${code} ${Object.values(params).join(' ')}`.trim(),
  );

describe('a part-time on request', () => {
  const asked = (startDate: string, endDate: string, quota: unknown = '80') => ({ startDate, endDate, quota });

  test.each([
    ['six months to the day', asked('2027-03-01', '2027-08-31')],
    ['a year to the day', asked('2027-03-01', '2028-02-29')],
    ['six months from the end of a month', asked('2027-08-31', '2028-02-28')],
    ['from the very day it is asked for', asked('2026-11-26', '2027-05-25')],
  ])('may last %s (décret n° 82-624, article 2)', (_case, data) => {
    expect(broken('work-time', data)).toEqual([]);
  });

  test.each([
    ['ten days', asked('2027-03-01', '2027-03-10'), 'endDate: part-time-short 2027-08-31'],
    ['a day less than six months', asked('2027-03-01', '2027-08-30'), 'endDate: part-time-short 2027-08-31'],
    ['a day more than a year', asked('2027-03-01', '2028-03-01'), 'endDate: part-time-long 2028-02-29'],
    ['a time that ends before it begins', asked('2027-03-01', '2026-12-31'), 'endDate: part-time-short 2027-08-31'],
    ['a quota that no text knows (article 1)', asked('2027-03-01', '2027-08-31', '75'), 'quota: part-time-quota'],
    ['a time gone by', asked('2026-11-25', '2027-05-31'), 'startDate: effect-too-early 2026-11-26'],
    ['1950', asked('1950-01-01', '1950-12-31'), 'startDate: effect-too-early 2026-11-26'],
    ['2099', asked('2099-01-01', '2099-12-31'), 'startDate: effect-too-late 2036-11-26'],
  ])('is not for %s', (_case, data, fault) => {
    expect(broken('work-time', data)).toEqual([fault]);
  });

  test.each([
    ['begins within', asked('2027-06-01', '2027-11-30'), 'startDate'],
    ['ends within', asked('2026-12-01', '2027-05-31'), 'endDate'],
    ['covers', asked('2027-01-01', '2027-12-31'), 'endDate'],
    ['shares a day with', asked('2027-08-31', '2028-02-28'), 'startDate'],
  ])('is not for a time that %s another', (_case, data, field) => {
    const period = { from: '2027-03-01', until: '2027-08-31', number: '2026-000042' };
    const at = `${period.number} ${period.from} ${period.until}`;
    expect(broken('work-time', data, { partTimes: [{ ...period, granted: true }] })).toEqual([
      `${field}: part-time-granted ${at}`,
    ]);
    expect(broken('work-time', data, { partTimes: [{ ...period, granted: false }] })).toEqual([
      `${field}: part-time-under-way ${at}`,
    ]);
  });

  test('follows another from the very next day', () => {
    const partTimes = [{ from: '2027-03-01', until: '2027-08-31', number: '2026-000042', granted: true }];
    expect(broken('work-time', asked('2027-09-01', '2028-02-29'), { partTimes })).toEqual([]);
    expect(broken('work-time', asked('2026-12-01', '2027-02-28'), { partTimes })).toEqual([
      'endDate: part-time-short 2027-05-31',
    ]);
  });
});

describe('an advancement', () => {
  const started = { byAgent: false };
  const asked = (change: Record<string, unknown> = {}) => ({
    basis: 'seniority',
    effectDate: '2027-02-01',
    echelon: 7,
    index: 435,
    ...change,
  });

  test.each([
    ['to the next échelon', asked(), {}],
    ['with arrears of four years', asked({ effectDate: '2022-01-01' }), { echelon: null }],
    ['to a further one, where the classification is put right', asked({ basis: 'correction', echelon: 9 }), {}],
    ['from the day of the former one, likewise', asked({ basis: 'correction', effectDate: '2025-02-01' }), {}],
    ['to a lower one of another grade, at a higher index', asked({ echelon: 2 }), { grade: 'Greffière principale' }],
    ['to any, where none is known', asked({ echelon: 3, index: 380 }), { echelon: null }],
  ])('is lawful %s', (_case, data, more) => {
    expect(broken('echelon', data, { ...started, ...more })).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, Partial<Situation>, string]>([
    ['down', asked({ echelon: 5 }), {}, 'echelon: echelon-down 6'],
    ['to where one stands', asked({ echelon: 6 }), {}, 'echelon: echelon-down 6'],
    ['over one, by seniority (CGFP, article L522-2)', asked({ echelon: 8 }), {}, 'echelon: echelon-skips 7'],
    ['to what no grade has', asked({ echelon: 21 }), { echelon: null }, 'echelon: echelon-beyond 20'],
    ['to a pay no higher', asked({ index: 421 }), {}, 'index: index-down 421'],
    ['before the former one', asked({ effectDate: '2025-01-31' }), {}, 'effectDate: echelon-before-former 2025-02-01'],
    [
      'before the agent came',
      asked({ effectDate: '2023-05-01' }),
      { echelon: null, inPostSince: '2023-09-01' },
      'effectDate: effect-before-post 2023-09-01',
    ],
    ['in 1950', asked({ effectDate: '1950-01-01' }), {}, 'effectDate: effect-too-early 2022-01-01'],
    ['in 2099', asked({ effectDate: '2099-03-01' }), {}, 'effectDate: effect-too-late 2027-11-26'],
    ['at the agent’s own request', asked(), { byAgent: true }, 'echelon: echelon-own-filing'],
  ])('is refused %s', (_case, data, more, fault) => {
    expect(broken('echelon', data, { ...started, ...more })).toEqual([fault]);
  });
});

test('data that says nothing of the kind breaks nothing: its effect refuses it', () => {
  for (const effect of ['work-time', 'echelon'] as const)
    expect(broken(effect, { startDate: '2027-02-31' })).toEqual([]);
});
