import { expect, test } from '@jest/globals';
import { citedIn, endingSoon, notInForce } from './legal-texts.ts';

const FORMER = { text: 'décret n° 82-624', from: '1982-07-20', until: '2026-12-31' };
const NEXT = { text: 'décret n° 2026-900', from: '2027-01-01', until: null };
const TEXTS = [FORMER, NEXT, { text: 'code général', from: '2022-03-01', until: null }];

test.each([
  ['2026-12-31', [NEXT.text]],
  ['2027-01-01', [FORMER.text]],
])('on %s, what ended and what is to come are not in force', (day, texts) => {
  expect(notInForce(TEXTS, day)).toEqual(texts);
});

test('a text that is said anew from the day after goes on', () => {
  const again = { ...FORMER, from: '2027-01-01', until: null };
  expect(notInForce([FORMER, again], '2027-02-01')).toEqual([]);
  expect(endingSoon([FORMER, again], '2026-11-29')).toEqual([]);
});

test('what ends within three months is said with its last day', () => {
  expect(endingSoon(TEXTS, '2026-11-29')).toEqual([{ text: FORMER.text, until: '2026-12-31' }]);
  expect(endingSoon(TEXTS, '2026-06-29')).toEqual([]);
});

test('a text is found however its words are spaced, and never in another number', () => {
  expect(citedIn('Vu le décret n°~82-624\u00a0du 20 juillet', [FORMER.text])).toEqual([FORMER.text]);
  expect(citedIn('le décret n° 82-6241 et le décret n° 82-624-1', [FORMER.text])).toEqual([]);
});
