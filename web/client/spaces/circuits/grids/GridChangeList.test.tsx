import { beforeAll, expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { show } from '#testing/component/show.tsx';
import { alsoSpeak } from '#web/client/language/language.ts';
import { GridChangeList } from './GridChangeList.tsx';

beforeAll(() => alsoSpeak('grids'));

const gridOf = (count: number) => ({
  ...{ name: 'quotites', title: { fr: 'Quotités', en: 'Quotas' } },
  columns: [{ key: 'quota', type: 'quota', label: { fr: 'Quotité', en: 'Quota' }, by: true } as const],
  rows: Array.from({ length: count }, (_none, index) => ({
    ...{ from: '2020-01-01', until: null, values: { quota: index + 1 }, legal: null },
  })),
});

test('whoever approves reads all that changes, however many rows do', async () => {
  const user = userEvent.setup();
  show(<GridChangeList before={gridOf(0)} after={gridOf(203)} />);
  expect(screen.queryByText(/ 203 ·/)).toBeNull();
  expect(screen.getByText(/et 3 autres/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Tout afficher' }));
  expect(screen.getByText(/ 203 ·/)).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

test('whoever approves reads how the grid and its columns come to be called, and which columns are new', () => {
  const { title, columns, ...rows } = gridOf(1);
  const after = {
    ...{ ...rows, title: { fr: 'Quotités de service', en: title.en } },
    columns: [
      ...columns.map((column) => ({ ...column, label: { fr: 'Part', en: 'Share' } })),
      { key: 'note', type: 'text', label: { fr: 'Remarque', en: 'Note' }, optional: true } as const,
    ],
  };
  show(<GridChangeList before={{ ...rows, title, columns }} after={after} />);
  const said = screen.getAllByRole('listitem').map(({ textContent }) => textContent?.replace(/\s+/g, ' '));
  expect(said).toEqual([
    'Modification Titre : Quotités / Quotas Titre : Quotités de service / Quotas',
    'Modification Libellé de colonne : Quotité / Quota Libellé de colonne : Part / Share',
    'Ajout Colonne : Remarque / Note (note, Texte, Peut rester vide)',
  ]);
});

test('of a new grid, whose rows come later, the columns are read', () => {
  show(<GridChangeList before={null} after={gridOf(0)} />);
  expect(screen.getByText(/Quotité \/ Quota \(quota, Quotité \(%\), Désigne la ligne\)/)).toBeDefined();
});
