import { expect, test } from '@jest/globals';
import { isDelay } from '#domain/calendar/deadline.ts';
import { DELAY_UNITS, readDelay, writeDelay } from './delay.ts';

test('a delay is a number of days, weeks, months or years, written as the law’s clocks read it', () => {
  for (const unit of DELAY_UNITS) {
    const written = writeDelay({ amount: 15, unit });
    expect(isDelay(written)).toBe(true);
    expect(readDelay(written)).toEqual({ amount: 15, unit });
  }
});

test.each(['', 'P0D', 'P1M15D', 'PT2H', '15', '=reminder'])('%j is none: it is shown as it is written', (text) =>
  expect(readDelay(text)).toBeNull(),
);
