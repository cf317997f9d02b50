import { beforeEach, describe, expect, test } from '@jest/globals';
import { BOOLEANS, NULLS } from './booleans.table.ts';
import { CELLS } from './cells.table.ts';
import { CONTEXTS, NAMES } from './contexts.table.ts';
import { evaluate, isRefused, passes, startCommand } from './evaluate.ts';
import { CONVERSIONS, FUNCTIONS, TYPES } from './functions.table.ts';
import { FILTERS, LISTS, LOOPS } from './lists.table.ts';
import { NUMBERS, NUMERIC_FUNCTIONS } from './numbers.table.ts';
import { RANGES } from './ranges.table.ts';
import { REFUSED } from './refused.table.ts';
import type { Row } from './row.ts';
import { DATE_TIMES, DATES, DURATIONS, TIMES } from './temporals.table.ts';
import { TEXTS } from './texts.table.ts';

const SUBJECTS: Record<string, readonly Row[]> = {
  numbers: NUMBERS,
  'functions of numbers': NUMERIC_FUNCTIONS,
  texts: TEXTS,
  'truth and choices': BOOLEANS,
  'what is not there': NULLS,
  lists: LISTS,
  filters: FILTERS,
  loops: LOOPS,
  contexts: CONTEXTS,
  names: NAMES,
  dates: DATES,
  times: TIMES,
  'dates with times': DATE_TIMES,
  durations: DURATIONS,
  ranges: RANGES,
  functions: FUNCTIONS,
  conversions: CONVERSIONS,
  types: TYPES,
};

/** The table may only grow: this number with it. */
const ROWS = 1_358;

beforeEach(startCommand);

describe('An expression gives what the specification and Camunda say', () => {
  test.each(Object.entries(SUBJECTS))('of %s', (_, rows) => {
    const given = rows.map((row) => [row[0], evaluate(row[0], row.length === 3 ? row[1] : {})]);
    expect(given).toEqual(rows.map((row) => [row[0], row.at(-1)]));
  });

  test('and what is no expression is refused', () => {
    expect(REFUSED.filter((text) => !isRefused(text))).toEqual([]);
  });
});

test('A cell lets those inputs pass that the specification and Camunda say', () => {
  const given = CELLS.map(([cell, input, , variables]) => [cell, input, passes(cell, input, variables ?? {})]);
  expect(given).toEqual(CELLS.map(([cell, input, pass]) => [cell, input, pass]));
});

test('no row is lost', () => {
  const rows = Object.values(SUBJECTS).reduce((sum, { length }) => sum + length, 0) + CELLS.length + REFUSED.length;
  expect(rows).toBeGreaterThanOrEqual(ROWS);
});
