import { describe, expect, test } from '@jest/globals';
import { type UndoableEntry, undoingOf } from './undoing.ts';

const ROW = { requestId: null, until: null, item: null, moves: null, stands: true } as const;
const NONE = { citesId: null, undoesId: null, carriesId: null } as const;
const row = (id: string, from: string, more: Partial<UndoableEntry> = {}): UndoableEntry => ({
  ...ROW,
  ...NONE,
  ...{ id, from, ...more },
});
const withdraws = { nature: 'withdraws', since: '2027-05-01' } as const;
const repeals = (since: string) => ({ nature: 'repeals', since }) as const;

/** What undoes the row with that id among others. */
function undone(
  rows: UndoableEntry[],
  id: string,
  by: { readonly nature: 'withdraws' | 'repeals' | 'corrects'; readonly since: string },
  lives: 'current' | 'dated' | 'list' | 'balance' = 'dated',
) {
  const of = rows.find((one) => one.id === id);
  if (of === undefined) throw new Error(id);
  return undoingOf(rows, of, { ...by, lives });
}

describe('a period', () => {
  const half = row('half', '2027-01-01', { until: '2027-06-30' });

  test('that is withdrawn stands no more', () => {
    expect(undone([half], 'half', withdraws)).toMatchObject({ undoesId: 'half', citesId: 'half', carriesId: null });
  });

  test('that is repealed ends the day before; as if it had never been, from its first day or before; not once it is over', () => {
    const ended = { undoesId: 'half', citesId: 'half', carriesId: 'half', from: '2027-01-01', until: '2027-02-28' };
    expect(undone([half], 'half', repeals('2027-03-01'))).toEqual(ended);
    expect(undone([half], 'half', repeals('2027-01-01'))).toMatchObject({ carriesId: null });
    expect(undone([half], 'half', repeals('2027-07-01'))).toBeNull();
  });

  test('whose early end is withdrawn lasts again as long as it did; repealed, from that day on', () => {
    const whole = { ...half, stands: false };
    const shorter = row('short', '2027-01-01', { until: '2027-02-28', citesId: 'half' });
    const rows = [whole, shorter];
    expect(undone(rows, 'short', withdraws)).toEqual({
      ...{ undoesId: 'short', citesId: 'short', carriesId: 'half' },
      ...{ from: '2027-01-01', until: '2027-06-30' },
    });
    const goesOn = { undoesId: 'short', citesId: null, carriesId: 'half', from: '2027-04-01', until: '2027-06-30' };
    expect(undone(rows, 'short', repeals('2027-04-01'))).toEqual(goesOn);
    // Something else was granted for the days that were free.
    const other = row('other', '2027-03-01', { until: '2027-12-31' });
    expect(undone([...rows, other], 'short', withdraws)).toBe('act-built-upon');
  });

  test('that another act ended since is not withdrawn before that one is; then it is', () => {
    const whole = { ...half, stands: false };
    const shorter = row('short', '2027-01-01', { until: '2027-02-28', citesId: 'half' });
    expect(undone([whole, shorter], 'half', withdraws)).toBe('act-built-upon');
    const gone = { ...shorter, stands: false };
    const again = row('again', '2027-01-01', {
      ...{ until: '2027-06-30', undoesId: 'short', citesId: 'short', carriesId: 'half' },
    });
    expect(undone([whole, gone, again], 'half', withdraws)).toMatchObject({ undoesId: 'again', carriesId: null });
  });

  test('whose withdrawal is withdrawn stands again, unless its days were given since; and may be withdrawn again', () => {
    const gone = { ...half, stands: false };
    const nothing = row('void', '2027-01-01', {
      ...half,
      id: 'void',
      stands: false,
      undoesId: 'half',
      citesId: 'half',
    });
    const stands = { undoesId: 'void', citesId: null, carriesId: 'half', from: '2027-01-01', until: '2027-06-30' };
    expect(undone([gone, nothing], 'void', withdraws)).toEqual(stands);
    expect(undone([gone, nothing, row('since', '2027-06-01', { until: '2027-09-30' })], 'void', withdraws)).toBe(
      'act-built-upon',
    );
    const again = row('again', '2027-01-01', { ...stands });
    expect(undone([gone, nothing, again], 'half', withdraws)).toMatchObject({ undoesId: 'again', citesId: 'again' });
    expect(undone([gone, nothing], 'void', repeals('2027-03-01'))).toBe('act-undoes-another');
  });

  test('that was repealed is withdrawn whole; its repeal withdrawn, it lasts again', () => {
    const ended = { undoesId: 'half', citesId: 'half', carriesId: 'half', from: '2027-01-01', until: '2027-02-28' };
    const rows = [{ ...half, stands: false }, row('ended', '2027-01-01', ended)];
    expect(undone(rows, 'half', withdraws)).toMatchObject({ undoesId: 'ended', carriesId: null });
    expect(undone(rows, 'ended', withdraws)).toMatchObject({ carriesId: 'half', until: '2027-06-30' });
  });
});

describe('a value', () => {
  const sixth = row('sixth', '2025-01-01');
  const seventh = row('seventh', '2027-01-01');

  test('that is withdrawn leaves the one before; repealed, the one before goes on from that day', () => {
    expect(undone([sixth, seventh], 'seventh', withdraws, 'current')).toMatchObject({ carriesId: null });
    expect(undone([sixth, seventh], 'seventh', repeals('2027-03-01'), 'current')).toEqual({
      ...{ undoesId: 'seventh', citesId: null, carriesId: 'sixth', from: '2027-03-01', until: null },
    });
    // Nothing was known before: it ends.
    expect(undone([seventh], 'seventh', repeals('2027-03-01'), 'current')).toMatchObject({ until: '2027-02-28' });
  });

  test('on which another one stands is not undone; from a day after that one, nothing is left to', () => {
    const rows = [sixth, seventh, row('eighth', '2028-01-01')];
    expect(undone(rows, 'seventh', withdraws, 'current')).toBe('act-built-upon');
    expect(undone(rows, 'seventh', repeals('2027-06-01'), 'current')).toBe('act-built-upon');
    expect(undone(rows, 'seventh', repeals('2028-06-01'), 'current')).toBeNull();
    // An item of a list is another one.
    const items = [row('child', '2025-01-01', { item: 'child' }), row('other', '2027-01-01', { item: 'other' })];
    expect(undone(items, 'child', withdraws, 'list')).toMatchObject({ carriesId: null });
  });

  test('that is corrected is as it was: words are corrected, values by the gestionnaire of the file', () => {
    expect(undone([seventh], 'seventh', { nature: 'corrects', since: '2027-03-01' }, 'current')).toBeNull();
  });
});

test('days that a balance was given are not taken back once they are spent', () => {
  const given = row('given', '2027-01-01', { moves: 10 });
  const spent = row('spent', '2027-03-01', { moves: -6 });
  expect(undone([given], 'given', withdraws, 'balance')).toMatchObject({ carriesId: null });
  expect(undone([given, spent], 'given', withdraws, 'balance')).toBe('act-built-upon');
  expect(undone([given, spent], 'spent', withdraws, 'balance')).toMatchObject({ carriesId: null });
  expect(undone([given, spent], 'given', repeals('2027-02-01'), 'balance')).toBeNull();
});
