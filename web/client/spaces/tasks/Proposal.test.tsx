import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { show } from '#testing/component/show.tsx';
import { Proposal } from './Proposal.tsx';

const same = (words: string) => ({ fr: words, en: words });

test('an agent reads what is proposed beside what they asked, from whom and why', () => {
  const changed = [
    { key: 'quota', label: same('Quotité de travail'), asked: same('50 %'), proposed: same('70 %') },
    { key: 'note', label: same('Précisions'), asked: same('Deux jours'), proposed: null },
  ];
  const by = { id: 'v', firstName: 'Victor', lastName: 'Veillard' };
  const reason = 'Le service ne peut se passer de vous à mi-temps.';
  show(<Proposal proposal={{ by, quality: 'chef du bureau', reason, at: '2026-12-01T09:00:00Z', changed }} />);
  const cells = (name: string) => {
    const row = screen.getByRole('rowheader', { name }).closest('tr') as HTMLElement;
    return within(row)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
  };
  expect(cells('Quotité de travail')).toEqual(['50 %', '70 %']);
  expect(cells('Précisions')).toEqual(['Deux jours', 'Sans réponse']);
  expect(screen.getByText(/Victor Veillard/)).toBeTruthy();
  expect(screen.getByText(reason)).toBeTruthy();
});
