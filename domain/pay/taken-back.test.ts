import { expect, test } from '@jest/globals';
import { isTakenBack, type PiecePaid, takenBackFrom } from './taken-back.ts';

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

test('what takes a piece back may be taken back: the piece counts again', () => {
  const first = { id: '1', effectDate: '2027-01-01', takesBack: null };
  const back = { id: '2', effectDate: '2027-03-01', takesBack: { id: '1' } };
  expect(isTakenBack([first, back], first, '2027-02-01')).toBe(false);
  expect(isTakenBack([first, back], first, '2027-03-01')).toBe(true);
  const again = { id: '3', effectDate: '2027-03-01', takesBack: { id: '2' } };
  expect(isTakenBack([first, back, again], first, '2027-03-01')).toBe(false);
});
