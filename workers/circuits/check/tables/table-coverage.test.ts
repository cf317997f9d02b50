import { describe, expect, test } from '@jest/globals';
import { readCell } from '../../read/table-cell.ts';
import { findGap, findOverlaps } from './table-coverage.ts';

/** A table written as its cells: one text a rule, columns parted by « | ». */
function table(...rules: string[]) {
  const cells = rules.map((rule) => rule.split('|').map((cell) => cell.trim()));
  return ['a', 'b', 'c'].slice(0, cells[0]?.length).map((label, index) => ({
    label,
    cells: cells.map((row) => readCell(row[index] ?? '')),
  }));
}

const overlap = (...rules: string[]) => findOverlaps(table(...rules))[0]?.example ?? null;
const gap = (...rules: string[]) => findGap(table(...rules))?.example ?? null;

describe('rules that hold together', () => {
  test.each<[string, string[], string | null]>([
    ['the same text', ['"80"', '"80"'], 'a = "80"'],
    ['two texts', ['"80"', '"90"'], null],
    ['a text and anything', ['"80"', '-'], 'a = "80"'],
    ['anything twice', ['-', ''], '…'],
    ['lists with one in common', ['"x","y"', '"y","z"'], 'a = "y"'],
    ['a list and all but it', ['"x","y"', 'not("x","y")'], null],
    ['all but one, twice', ['not("x")', 'not("y")'], 'a = …'],
    ['intervals that touch', ['[1..5]', '[5..9]'], 'a = 5'],
    ['intervals that touch, one open', ['[1..5[', '[5..9]'], null],
    ['intervals side by side', ['[1..4]', '[5..9]'], null],
    ['below and above', ['< 5', '>= 5'], null],
    ['below and from one less', ['<= 5', '> 3'], 'a = 4'],
    ['between whole numbers only', ['< 5', '> 4'], null],
    ['between halves', ['< 5.5', '> 4.5'], 'a = 5'],
    ['negative numbers', ['[-3..-1]', '>= -1'], 'a = -1'],
    ['booleans', ['true', 'true,false'], 'a = true'],
    ['days', ['< date("2027-01-01")', '>= @"2026-12-31"'], 'a = 2026-12-31'],
    ['days that follow', ['< date("2027-01-01")', '>= date("2027-01-01")'], null],
    ['two columns, one apart', ['"x" | 1', '"x" | 2'], null],
    ['two columns, both in common', ['"x" | -', '- | 2'], 'a = "x", b = 2'],
    ['a cell that cannot be decided', ['? > limit', '-'], null],
    ['texts compared by order', ['< "m"', '"a"'], null],
    ['kinds mixed in a column', ['1', '"x"', '1'], null],
  ])('%s', (_what, rules, example) => {
    expect(overlap(...rules)).toBe(example);
  });

  test('a value that the form never offers is no reason', () => {
    const [column] = table('not("x")', 'not("y")');
    if (column === undefined) throw new Error('one column');
    expect(findOverlaps([{ ...column, only: ['x', 'y'] }])).toEqual([]);
    expect(findOverlaps([{ ...column, only: ['x', 'y', 'z'] }])[0]?.example).toBe('a = "z"');
  });
});

describe('inputs that no rule foresees', () => {
  test.each<[string, string[], string | null]>([
    ['a boolean forgotten', ['true'], 'a = false'],
    ['both booleans', ['true', 'false'], null],
    ['anything last', ['true', '-'], null],
    ['a number between', ['< 5', '> 5'], 'a = 5'],
    ['numbers side by side', ['<= 4', '>= 5'], null],
    ['texts: only those named are looked at', ['"x"', '"y"'], null],
    ['texts and booleans together', ['"x" | true', '"y" | -'], 'a = "x", b = false'],
    ['a cell that cannot be decided may hold', ['? > limit', 'true'], null],
    ['days', ['< date("2027-01-01")', '> date("2027-01-01")'], 'a = 2027-01-01'],
  ])('%s', (_what, rules, example) => {
    expect(gap(...rules)).toBe(example);
  });

  test('a choice of the form that the table forgot', () => {
    const [column] = table('"50"', '"60"');
    if (column === undefined) throw new Error('one column');
    expect(findGap([{ ...column, only: ['50', '60', '70'] }])?.example).toBe('a = "70"');
  });
});
