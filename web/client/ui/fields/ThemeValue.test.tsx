import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { DateTime } from 'luxon';
import { show } from '#testing/component/show.tsx';
import { civilDay } from '../../language/format.ts';
import { EntryValue } from './ThemeValue.tsx';

const same = (text: string) => ({ fr: text, en: text });
const value = (text: string) => ({ key: 'solde', label: same('Solde (jours)'), value: same(text) });
const inMonths = (months: number) => DateTime.now().plus({ months }).toISODate() ?? '';

test.each([
  ['stood already', -2, 'depuis le'],
  ['is to come', 2, 'à compter du'],
])('what %s is said so', (_case, months, words) => {
  const from = inMonths(months);
  show(<EntryValue said={{ values: [value('Domicile')], from, until: null }} />);
  expect(screen.getByText(`${words} ${civilDay(from, 'fr')}`)).toBeTruthy();
});

test('a figure alone says of what', () => {
  show(<EntryValue said={{ values: [value('22,5')], from: inMonths(-1), until: null }} />);
  expect(document.body.textContent).toContain('Solde (jours)\u00a0: 22,5');
});
