import { expect, test } from '@jest/globals';
import { daysToTakeBack, isTakenBack, type PiecePaid, type PieceRead, takenBackFrom } from './taken-back.ts';

const PIECE: PiecePaid = {
  ...{ id: 'p', effectDate: '2027-01-01', effectUntil: '2027-06-30', theme: 'temps-de-travail' },
};
const withdraws = { nature: 'withdraws', since: '2027-03-01' } as const;
const repeals = { nature: 'repeals', since: '2027-03-01' } as const;

test.each([
  ['withdrawn: from its first day', {}, withdraws, '2027-01-01'],
  ['repealed: from that day on', {}, repeals, '2027-03-01'],
  ['repealed before it begins: all of it', { effectDate: '2027-04-01' }, repeals, '2027-04-01'],
  ['corrected: not at all', {}, { nature: 'corrects', since: '2027-03-01' } as const, null],
  ['of an effect of which nothing is undone: not at all', { theme: 'position' }, withdraws, null],
  ['of the act alone, over by then: not at all', { theme: null, effectUntil: '2027-02-01' }, repeals, null],
  ['of the act alone, without an end: from that day on', { theme: null, effectUntil: null }, repeals, '2027-03-01'],
])('a piece is taken back, %s', (_what, of, by, from) => {
  expect(takenBackFrom({ ...PIECE, ...of }, by, ['temps-de-travail'])).toBe(from);
});

const piece = (id: string, of: string | null, effectDate: string, effectUntil: string | null = null): PieceRead => ({
  ...{ id, effectDate, effectUntil, takesBack: of === null ? null : { id: of } },
});

test('what takes a piece back may be taken back: the piece counts again', () => {
  const first = piece('1', null, '2027-01-01');
  const back = piece('2', '1', '2027-03-01');
  expect(isTakenBack([first, back], first, '2027-02-01')).toBe(false);
  expect(isTakenBack([first, back], first, '2027-03-01')).toBe(true);
  const again = piece('3', '2', '2027-03-01');
  expect(isTakenBack([first, back, again], first, '2027-03-01')).toBe(false);
});

test('a piece is taken back until the end of what takes it back, and counts after it', () => {
  const first = piece('1', null, '2027-01-01', '2027-06-30');
  const back = piece('2', '1', '2027-01-01', '2027-02-28');
  expect(isTakenBack([first, back], first, '2027-02-28')).toBe(true);
  expect(isTakenBack([first, back], first, '2027-03-01')).toBe(false);
});

const PAID = piece('p', null, '2027-01-01', '2027-06-30');
const ENDLESS = piece('p', null, '2027-01-01');
test.each<[string, PieceRead, from: string, PieceRead[], [string, string | null][]]>([
  ['nothing took it back: all of it', PAID, '2027-01-01', [], [['2027-01-01', '2027-06-30']]],
  [
    'repealed, then withdrawn: until the day before the repeal',
    PAID,
    '2027-01-01',
    [piece('r', 'p', '2027-03-01', '2027-06-30')],
    [['2027-01-01', '2027-02-28']],
  ],
  [
    'repealed before it began, then withdrawn: nothing more',
    PAID,
    '2027-01-01',
    [piece('r', 'p', '2027-01-01', '2027-06-30')],
    [],
  ],
  [
    'its repeal withdrawn, then withdrawn: all of it, once',
    PAID,
    '2027-01-01',
    [piece('r', 'p', '2027-03-01', '2027-06-30'), piece('w', 'r', '2027-03-01', '2027-06-30')],
    [['2027-01-01', '2027-06-30']],
  ],
  [
    'its repeal repealed in its turn, then withdrawn: before the one, and from the other on',
    ENDLESS,
    '2027-01-01',
    [piece('r', 'p', '2027-03-01'), piece('f', 'r', '2027-05-01')],
    [
      ['2027-01-01', '2027-02-28'],
      ['2027-05-01', null],
    ],
  ],
  [
    'without an end, repealed then withdrawn',
    ENDLESS,
    '2027-01-01',
    [piece('r', 'p', '2027-03-01')],
    [['2027-01-01', '2027-02-28']],
  ],
])('each day is taken back once; %s', (_what, one, from, taking, periods) => {
  expect(daysToTakeBack(one, from, taking).map((period) => [period.from, period.until])).toEqual(periods);
});
