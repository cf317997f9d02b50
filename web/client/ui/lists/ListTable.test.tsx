import { afterEach, expect, jest, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { show } from '#testing/component/show.tsx';
import { speak } from '../../language/language.ts';
import { type Column, ListTable } from './ListTable.tsx';

interface Request {
  number: string;
  agent: string;
}

const columns: Column<Request, 'number'>[] = [
  { key: 'number', header: 'Numéro', cell: ({ number }) => number, sort: 'number' },
  { key: 'agent', header: 'Agent', cell: ({ agent }) => agent },
];
const rows = [
  { number: '2026-000001', agent: 'Claire Agnelet' },
  { number: '2026-000002', agent: 'Paul Supervielle' },
];
const aList = { label: 'Demandes', columns, rows, rowKey: ({ number }: Request) => number };

afterEach(() => {
  jest.restoreAllMocks();
});

const onAPhone = () =>
  jest
    .spyOn(window, 'matchMedia')
    .mockImplementation((media) => Object.assign(new EventTarget(), { media, matches: true }) as MediaQueryList);

test('is a table with a name, a column for each thing said and a row for each request', () => {
  show(<ListTable {...aList} />);

  const table = screen.getByRole('table', { name: 'Demandes' });
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map((header) => header.textContent),
  ).toEqual(['Numéro', 'Agent']);
  expect(within(table).getByRole('row', { name: '2026-000002 Paul Supervielle' })).toBeDefined();
});

test('says how it is sorted, and turns the order round when asked again', async () => {
  const onSort = jest.fn();
  const { rerender } = show(<ListTable {...aList} sort="-number" onSort={onSort} />);
  const header = () => screen.getByRole('columnheader', { name: 'Numéro' });

  expect(header().getAttribute('aria-sort')).toBe('descending');
  await userEvent.click(screen.getByRole('button', { name: 'Numéro' }));
  expect(onSort).toHaveBeenLastCalledWith('number');

  rerender(<ListTable {...aList} sort="number" onSort={onSort} />);
  expect(header().getAttribute('aria-sort')).toBe('ascending');
  await userEvent.click(screen.getByRole('button', { name: 'Numéro' }));
  expect(onSort).toHaveBeenLastCalledWith('-number');
  // The server cannot sort by it.
  expect(screen.queryByRole('button', { name: 'Agent' })).toBeNull();
});

test('is a list of cards on a phone, where each value keeps its name', () => {
  onAPhone();
  show(<ListTable {...aList} />);

  expect(screen.queryByRole('table')).toBeNull();
  const [first] = within(screen.getByRole('list', { name: 'Demandes' })).getAllByRole('listitem');
  expect(first?.textContent).toContain('2026-000001');
  expect(within(first as HTMLElement).getByRole('term').textContent).toBe('Agent');
  expect(within(first as HTMLElement).getByRole('definition').textContent).toBe('Claire Agnelet');
});

test('says how its cards are sorted on a phone, and takes another order by the keyboard', async () => {
  onAPhone();
  const onSort = jest.fn();
  show(<ListTable {...aList} sort="-number" onSort={onSort} />);

  const order = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Trier par' });
  expect(order.selectedOptions[0]?.text).toBe('Numéro, décroissant');
  // The server cannot sort by the agent.
  expect(within(order).getAllByRole('option')).toHaveLength(2);
  await userEvent.tab();
  expect(document.activeElement).toBe(order);
  await userEvent.selectOptions(order, 'Numéro, croissant');
  expect(onSort).toHaveBeenLastCalledWith('number');
});

test('asks for no order on a phone where the server gives one only', () => {
  onAPhone();
  show(<ListTable {...aList} />);
  expect(screen.queryByRole('combobox')).toBeNull();
});

test('turns its pages, and goes back to the first one when their length changes', async () => {
  const onTurn = jest.fn();
  show(<ListTable {...aList} page={{ page: 2, pageSize: 20, total: 45, onTurn }} />);

  expect(screen.getByText('21–40 sur 45')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Page suivante' }));
  expect(onTurn).toHaveBeenLastCalledWith({ page: 3, pageSize: 20 });
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Lignes par page :' }), '50');
  expect(onTurn).toHaveBeenLastCalledWith({ page: 1, pageSize: 50 });
});

test('has no pages to turn when all fits on one', () => {
  show(<ListTable {...aList} page={{ page: 1, pageSize: 20, total: 2, onTurn: () => {} }} />);
  expect(screen.queryByRole('button', { name: 'Page suivante' })).toBeNull();
});

test('that grows is turned from one page to its neighbours, and begins anew when their length changes', async () => {
  const onTurn = jest.fn();
  const page = { next: 'last-row', previous: null, total: 1000, more: true, pageSize: 20, onTurn };
  show(<ListTable {...aList} page={page} />);

  const pages = within(screen.getByRole('navigation', { name: 'Pages de la liste' }));
  expect(pages.getByRole<HTMLButtonElement>('button', { name: 'Page précédente' }).disabled).toBe(true);
  await userEvent.click(pages.getByRole('button', { name: 'Page suivante' }));
  expect(onTurn).toHaveBeenLastCalledWith({ after: 'last-row', pageSize: 20 });
  await userEvent.selectOptions(pages.getByRole('combobox', { name: 'Lignes par page :' }), '50');
  expect(onTurn).toHaveBeenLastCalledWith({ pageSize: 50 });
});

test('turns its pages in English too', async () => {
  await speak('en');
  show(<ListTable {...aList} page={{ page: 1, pageSize: 20, total: 45, onTurn: () => {} }} />);
  expect(screen.getByText('1–20 of 45')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Next page' })).toBeDefined();
});
