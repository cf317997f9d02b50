import { describe, expect, test } from '@jest/globals';
import { isRealDay, parseDay, showDay, todayInParis } from './civil-date.ts';

describe('a date typed in a form', () => {
  test.each([
    ['01/09/2026', '2026-09-01'],
    ['1/9/2026', '2026-09-01'],
    [' 1.9.2026 ', '2026-09-01'],
    ['1 9 2026', '2026-09-01'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is %s, day first', (typed, iso) => {
    expect(parseDay(typed)).toBe(iso);
  });

  test.each(['31/02/2026', '12/25/2026', '29/02/2027', '2026-09-01', '01/09/26', 'demain', ''])(
    '%s is not silently another date',
    (typed) => {
      expect(parseDay(typed)).toBeNull();
    },
  );

  test('is shown day first, and as it was typed when it is no date', () => {
    expect(showDay('2026-09-01')).toBe('01/09/2026');
    expect(showDay('31/02/2026')).toBe('31/02/2026');
    expect(isRealDay('2026-02-30')).toBe(false);
  });

  test('today is the day of Paris', () => {
    expect(todayInParis(new Date('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
    expect(todayInParis(new Date('2026-12-31T22:30:00Z'))).toBe('2026-12-31');
  });
});
