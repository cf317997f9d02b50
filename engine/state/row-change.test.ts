import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { amount } from '../testing/long-form.ts';
import { changed, changeOf, type RowChange } from './row-change.ts';

const value = fc.oneof(fc.nat(3), fc.constant(null), fc.constantFrom('a', 'b'), fc.record({ in: fc.nat(3) }));
const row = fc.option(
  fc.oneof(fc.dictionary(fc.constantFrom('x', 'y', '"z"', '__proto__'), value), fc.array(fc.nat(3)), fc.nat(9)),
  { nil: undefined },
);

test('whatever a row was and becomes, its change brings it there', () => {
  fc.assert(
    fc.property(row, row, (before, after) => {
      const change = changeOf('key', before, after);
      if (change === undefined) expect(after).toEqual(before);
      else expect(changed(before, JSON.parse(JSON.stringify(change)) as RowChange)).toEqual(after);
    }),
    { numRuns: amount({ daily: 100, full: 10_000 }) },
  );
});

test('of a row that is there already, only the fields that changed are written', () => {
  const before = { key: '1', state: 'CREATED', headers: { a: '1' }, worker: '', note: 1 };
  const { note: _gone, ...rest } = before;
  expect(changeOf('1', before, { ...rest, state: 'ACTIVATED', worker: 'w' })).toEqual([
    '1',
    { state: 'ACTIVATED', worker: 'w' },
    ['note'],
  ]);
  expect(changeOf('1', before, { ...before })).toBeUndefined();
});
