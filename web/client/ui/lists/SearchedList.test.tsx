import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { useList } from '../../api/use-list.ts';
import type { FiltersOf } from './ListFilters.tsx';
import type { ColumnsOf } from './ListTable.tsx';
import { SearchedList } from './SearchedList.tsx';

const columns: ColumnsOf<'GET /api/requests'> = [
  { key: 'number', header: 'Numéro', cell: ({ number }) => number, sort: 'filedAt' },
];
const filters: FiltersOf<'GET /api/requests'> = [
  {
    by: 'state',
    label: 'État',
    all: 'Tous les états',
    choices: [
      { value: 'open', text: 'En cours' },
      { value: 'closed', text: 'Terminées' },
    ],
  },
];

function Requests() {
  return (
    <SearchedList
      label="Demandes"
      search="Rechercher"
      list={useList('GET /api/requests', { query: { scope: 'mine' } })}
      columns={columns}
      filters={filters}
      rowKey={({ id }) => id}
      sort="-filedAt"
      empty={{ title: 'Vous n’avez rien demandé.' }}
    />
  );
}

const aPage = (...numbers: string[]) => ({
  items: numbers.map((number) => ({ id: number, number })),
  pageSize: 20,
  total: numbers.length,
  more: false,
  next: null,
  previous: null,
});

test('what is chosen in a filter stands in the address, and is taken off with « all »', async () => {
  serve({
    'GET /api/requests?scope=mine': aPage('2026-000001', '2026-000002'),
    'GET /api/requests?scope=mine&state=closed': aPage('2026-000002'),
  });
  const { router } = show(<Requests />);
  await screen.findByRole('row', { name: '2026-000001' });

  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'État' }), 'Terminées');
  expect(await screen.findByText('1 résultat')).toBeDefined();
  expect(router.state.location.search).toBe('?state=closed');
  expect(screen.queryByRole('row', { name: '2026-000001' })).toBeNull();

  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'État' }), 'Tous les états');
  expect(await screen.findByRole('row', { name: '2026-000001' })).toBeDefined();
  expect(router.state.location.search).toBe('');
});

test('a list that has nothing says its own words, and others once it is filtered', async () => {
  serve({ 'GET /api/requests?scope=mine': aPage(), 'GET /api/requests?scope=mine&state=open': aPage() });
  show(<Requests />);
  expect(await screen.findByText('Vous n’avez rien demandé.')).toBeDefined();

  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'État' }), 'En cours');
  expect(await screen.findByText('Aucun résultat')).toBeDefined();
});

test('a filter, a value or an order that the endpoint does not declare does not compile', () => {
  // What is checked is each comment below: `tsc` refuses one that has no error under it.
  const words = { label: 'État', all: 'Tous' };
  const declared: [FiltersOf<'GET /api/requests'>, ColumnsOf<'GET /api/requests'>] = [
    [
      // @ts-expect-error the query has no such filter
      { by: 'colour', ...words, choices: [] },
      // @ts-expect-error « state » is open or closed
      { by: 'state', ...words, choices: [{ value: 'lost', text: 'Perdues' }] },
    ],
    [
      // @ts-expect-error requests are not sorted by number
      { key: 'number', header: 'Numéro', cell: ({ number }) => number, sort: 'number' },
      // @ts-expect-error a row has no such field
      { key: 'colour', header: 'Couleur', cell: ({ colour }) => colour },
    ],
  ];
  expect(declared.flat()).toHaveLength(4);
});
