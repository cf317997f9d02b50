import { afterEach, beforeEach } from '@jest/globals';
import { perTest } from './per-test.ts';

/** The morning before a month that is shorter: where calendars go wrong. */
export const LAST_OF_JANUARY = '2026-01-31T08:00:00Z';

export const onBench = perTest({ beforeEach, afterEach });
