import { expect, test } from '@jest/globals';
import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { createMemoryRouter, Link, RouterProvider, useSearchParams } from 'react-router';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { useList } from '../../api/use-list.ts';
import { Filter, ListFilters } from './ListFilters.tsx';
import { PagedList } from './PagedList.tsx';
import { useTypedSearch } from './use-typed-search.ts';

/** However slow the machine: the search waits for typing to pause. */
const WITHOUT_PAUSE = { delay: null };

/** The requests that somebody follows, or any other list of the portal: searched, sorted and paged by the server. */
function Requests() {
  const list = useList('GET /api/requests', { query: { scope: 'mine' } });
  return (
    <>
      <ListFilters label="Rechercher" list={list} />
      <PagedList
        label="Demandes"
        list={list}
        columns={[{ key: 'number', header: 'Numéro', cell: ({ number }) => number, sort: 'filedAt' }]}
        rowKey={({ id }) => id}
        sort="-filedAt"
        empty={<p>Vous n’avez rien demandé.</p>}
      />
    </>
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

test('thousands of lines are counted as they are written', async () => {
  serve({ 'GET /api/requests?scope=mine': { ...aPage('2026-000001'), total: 1000, more: true } });
  show(<Requests />);
  expect(await screen.findByText('Plus de 1 000 résultats')).toBeDefined();
});

test('what is searched stands in the address, and the list is asked for again', async () => {
  const calls = serve({
    'GET /api/requests?scope=mine': aPage('2026-000001', '2026-000002'),
    'GET /api/requests?scope=mine&q=02': aPage('2026-000002'),
  });
  const { router } = show(<Requests />);
  await screen.findByRole('row', { name: '2026-000001' });
  expect(screen.getByRole('status').textContent).toBe('2 résultats');

  await userEvent.type(screen.getByRole('searchbox', { name: 'Rechercher' }), '02', WITHOUT_PAUSE);

  expect(await screen.findByText('1 résultat')).toBeDefined();
  expect(screen.queryByRole('row', { name: '2026-000001' })).toBeNull();
  expect(router.state.location.search).toBe('?q=02');
  // It waited for the typing to pause.
  expect(calls.map(({ endpoint }) => endpoint)).toEqual([
    'GET /api/requests?scope=mine',
    'GET /api/requests?scope=mine&q=02',
  ]);
});

test('nothing at all, and nothing found, are not the same words', async () => {
  serve({ 'GET /api/requests?scope=mine': aPage(), 'GET /api/requests?scope=mine&q=zz': aPage() });
  show(<Requests />, { at: '/requests?q=zz' });
  expect(await screen.findByText('Aucun résultat')).toBeDefined();

  await userEvent.click(screen.getByRole('button', { name: 'Effacer les filtres' }));

  expect(await screen.findByText('Vous n’avez rien demandé.')).toBeDefined();
  expect(screen.queryByText('Aucun résultat')).toBeNull();
});

test('the order asked for stands in the address too', async () => {
  serve({
    'GET /api/requests?scope=mine': aPage('2026-000001'),
    'GET /api/requests?scope=mine&sort=filedAt': aPage('2026-000001'),
  });
  const { router } = show(<Requests />);
  await screen.findByRole('row', { name: '2026-000001' });

  await userEvent.click(screen.getByRole('button', { name: 'Numéro' }));

  expect(router.state.location.search).toBe('?sort=filedAt');
  expect((await screen.findByRole('columnheader', { name: 'Numéro' })).getAttribute('aria-sort')).toBe('ascending');
});

test('whoever types, then follows a link at once, is not called back by the search', async () => {
  let arrive = () => {};
  const coming = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const router = createMemoryRouter([
    { path: '/', element: <ListOfOne /> },
    {
      path: '/acts',
      // As a page whose code is still to come.
      lazy: async () => {
        await coming;
        return { element: <h1>Choisir un acte</h1> };
      },
    },
  ]);
  render(<RouterProvider router={router} />);
  await userEvent.type(screen.getByRole('searchbox'), 'D10001', WITHOUT_PAUSE);
  await userEvent.click(screen.getByRole('link', { name: 'Claire Agnelet' }));
  await new Promise((resolve) => setTimeout(resolve, 400));
  arrive();
  await screen.findByRole('heading', { name: 'Choisir un acte' });
});

/** Searched by what is typed, and filtered by a choice. */
function Postings() {
  const list = useList('GET /api/administration/postings');
  return (
    <ListFilters label="Rechercher" list={list}>
      <Filter
        id="state"
        label="État"
        all="Tous"
        value={list.params.state}
        choices={[{ value: 'over', text: 'Terminées' }]}
        onChange={(state) => list.set({ state })}
      />
    </ListFilters>
  );
}

test('a filter that is chosen before the search was asked for is kept with it', async () => {
  serve({});
  const { router } = show(<Postings />);
  await userEvent.type(screen.getByRole('searchbox'), 'Dupont', WITHOUT_PAUSE);
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'État' }), 'over');
  await waitFor(() => expect(router.state.location.search).toContain('q=Dupont'));
  expect(router.state.location.search).toBe('?state=over&q=Dupont');
});

/** A search whose address is late; `asked`: what makes it say what was asked. */
function LateSearch({ asked }: { asked: (() => void)[] }) {
  const [q, setQ] = useState('');
  const [typed, setTyped] = useTypedSearch(q, (next) => asked.push(() => setQ(next)));
  return <input aria-label="Rechercher" value={typed} onChange={({ target }) => setTyped(target.value)} />;
}

test('a letter that is typed while the search is being asked for stays', async () => {
  const asked: (() => void)[] = [];
  show(<LateSearch asked={asked} />);
  const box = screen.getByRole('textbox', { name: 'Rechercher' });
  await userEvent.type(box, 'Per', WITHOUT_PAUSE);
  await waitFor(() => expect(asked).toHaveLength(1));
  await userEvent.type(box, 'r', WITHOUT_PAUSE);
  act(() => asked[0]?.());
  expect(box).toHaveProperty('value', 'Perr');
  await waitFor(() => expect(asked).toHaveLength(2));
});

function ListOfOne() {
  const [search, setSearch] = useSearchParams();
  return (
    <>
      <ListFilters
        label="Rechercher"
        list={{
          params: Object.fromEntries(search),
          filter: (_, q) => setSearch({ q }, { replace: true }),
          filtered: false,
          clear: () => {},
          query: { data: { total: 1 } },
        }}
      />
      <Link to="/acts">Claire Agnelet</Link>
    </>
  );
}

const CAMPAIGN = { params: { id: '0198d2b1-7c00-7000-8000-000000000001' } };

/** Two lists on a page. */
function Two() {
  const first = useList('GET /api/campaigns/:id/candidates', CAMPAIGN);
  const second = useList('GET /api/campaigns/:id/posts', { ...CAMPAIGN, prefix: 'posts' });
  return (
    <>
      <button type="button" onClick={() => first.set({ page: 4 })}>
        Candidats
      </button>
      <button type="button" onClick={() => second.set({ page: 5 })}>
        Postes
      </button>
    </>
  );
}

test('of two lists on a page, each turns its own pages', async () => {
  const calls = serve({});
  const { router } = show(<Two />, { at: '/?page=2&posts.page=3' });
  await userEvent.click(screen.getByRole('button', { name: 'Candidats' }));
  await userEvent.click(screen.getByRole('button', { name: 'Postes' }));
  expect(router.state.location.search).toBe('?page=4&posts.page=5');
  const asked = calls.map(({ endpoint }) => endpoint.slice(endpoint.lastIndexOf('/')));
  expect(asked).toEqual(['/candidates?page=2', '/posts?page=3', '/candidates?page=4', '/posts?page=5']);
});

/** What waits for two administrators: a list whose pages have numbers. */
function Proposals() {
  const list = useList('GET /api/administration/proposals');
  return (
    <PagedList
      label="Propositions"
      list={list}
      columns={[{ key: 'id', header: 'Proposition', cell: ({ id }) => id }]}
      rowKey={({ id }) => id}
      empty={<p>Rien n’attend.</p>}
    />
  );
}

const numbered = (page: number, total: number, ...ids: string[]) => ({
  items: ids.map((id) => ({ id })),
  ...{ page, total, pageSize: 20 },
});

test.each([
  ['that still counts its rows', 40],
  ['that counts nothing there', 0],
])('a last page whose last row was handled gives way to the one before, in a list %s', async (_list, total) => {
  serve({
    'GET /api/administration/proposals?page=3': numbered(3, total),
    'GET /api/administration/proposals?page=2': numbered(2, 40, 'Vingtième'),
  });
  const { router } = show(<Proposals />, { at: '/?page=3' });
  expect(await screen.findByRole('row', { name: 'Vingtième' })).toBeDefined();
  expect(router.state.location.search).toBe('?page=2');
});

test('once nothing is left on any page, that is said', async () => {
  serve({
    'GET /api/administration/proposals?page=2': numbered(2, 0),
    'GET /api/administration/proposals': numbered(1, 0),
  });
  const { router } = show(<Proposals />, { at: '/?page=2' });
  expect(await screen.findByText('Rien n’attend.')).toBeDefined();
  await waitFor(() => expect(router.state.location.search).toBe(''));
});

test('what followed a row and is gone gives way to the beginning of the list', async () => {
  const row = '0198d2b1-7c00-7000-8000-000000000002';
  serve({
    [`GET /api/requests?scope=mine&after=${row}`]: aPage(),
    'GET /api/requests?scope=mine': aPage('2026-000001'),
  });
  const { router } = show(<Requests />, { at: `/?after=${row}` });
  expect(await screen.findByRole('row', { name: '2026-000001' })).toBeDefined();
  expect(router.state.location.search).toBe('');
});
