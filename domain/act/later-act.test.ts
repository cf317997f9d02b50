import { describe, expect, test } from '@jest/globals';
import { type ActTouched, lastDayToWithdraw, touchingFault } from './later-act.ts';

const touched = (more: Partial<ActTouched>): ActTouched => ({
  ...{
    nature: 'withdraws',
    takenOn: '2026-07-20',
    state: 'in-force',
    closed: true,
    builtUpon: false,
    since: '2030-01-01',
    askedByAgent: false,
  },
  ...more,
});

describe('an act that touches an earlier one', () => {
  test.each<[string, Partial<ActTouched>, day: string, fault: string | null]>([
    ['is withdrawn within four months', {}, '2026-11-20', null],
    ['is not withdrawn after that', {}, '2026-11-21', 'act-too-old'],
    ['is withdrawn whenever its beneficiary asks', { askedByAgent: true }, '2030-01-01', null],
    ['is corrected whenever an error is found', { nature: 'corrects' }, '2030-01-01', null],
    ['is repealed for the time to come whenever', { nature: 'repeals' }, '2030-01-01', null],
    ['is repealed from the very day', { nature: 'repeals', since: '2026-08-01' }, '2026-08-01', null],
    [
      'is not repealed since a day gone by, which would withdraw it',
      { nature: 'repeals', since: '2026-07-31' },
      '2026-08-01',
      'act-repealed-before',
    ],
    ['is corrected again', { nature: 'corrects', state: 'corrected' }, '2026-08-01', null],
    ['is withdrawn though it was repealed', { state: 'repealed' }, '2026-08-01', null],
    ['is not repealed twice', { nature: 'repeals', state: 'repealed' }, '2026-08-01', 'act-not-standing'],
    ['is touched no more once withdrawn', { nature: 'corrects', state: 'withdrawn' }, '2026-08-01', 'act-not-standing'],
    ['has changed all that it changes', { closed: false }, '2026-08-01', 'act-underway'],
    ['is the last that undid another one', { builtUpon: true }, '2026-08-01', 'act-built-upon'],
    [
      'is not repealed either, once another one undid the same',
      { nature: 'repeals', builtUpon: true },
      '2026-08-01',
      'act-built-upon',
    ],
    [
      'is corrected though another one undid the same since',
      { nature: 'corrects', builtUpon: true },
      '2026-08-01',
      null,
    ],
    ['is an act', { takenOn: null, state: null }, '2026-08-01', 'act-not-standing'],
  ])('%s', (_, more, day, fault) => {
    expect(touchingFault(touched(more), day)).toBe(fault);
  });

  test('of the 31st, four months later where that month has no such day, until its last', () => {
    expect(lastDayToWithdraw('2026-10-31')).toBe('2027-02-28');
  });
});
