import { afterEach, expect, jest, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import { daysOf, monthAfter } from './month.ts';
import { TeamAbsences } from './TeamAbsences.tsx';

afterEach(() => {
  jest.restoreAllMocks();
});

const claire = { id: 'c1', firstName: 'Claire', lastName: 'Agnelet' };
const page = { total: 2, more: false, next: null, previous: null, pageSize: 20 };
const TEAM = {
  ...page,
  items: [
    {
      ...claire,
      absences: [
        { from: '2028-02-01', until: '2028-02-02', granted: true },
        { from: '2028-02-29', until: '2028-02-29', granted: false },
      ],
    },
    { id: 'p1', firstName: 'Paul', lastName: 'Martin', absences: [] },
  ],
};

async function open() {
  serve({
    'GET /api/team/absences?month=2028-02': TEAM,
    'GET /api/team/absences?month=2028-03': { ...TEAM, items: [] },
    'GET /api/team/filters': { structures: [] },
  });
  const shown = show(
    <SpaceContext.Provider value={{ space: 'valideur', enter: () => {} }}>
      <TeamAbsences />
    </SpaceContext.Provider>,
    { at: '/team?month=2028-02' },
  );
  await screen.findByText('Claire Agnelet');
  return shown;
}

test('a month has a line for each agent and a column for each day, granted or asked for', async () => {
  await open();
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('février 2028');
  const [head, first, second] = screen.getAllByRole('row');
  expect(within(head as HTMLElement).getAllByRole('columnheader')).toHaveLength(30);
  const cells = within(first as HTMLElement).getAllByRole('cell');
  expect(cells.flatMap(({ textContent }, index) => (textContent ? [[index + 1, textContent]] : []))).toEqual([
    [1, 'Absent'],
    [2, 'Absent'],
    [29, 'Absence demandée'],
  ]);
  expect(within(second as HTMLElement).queryByText(/Absen/)).toBeNull();
});

test('another month is a step away, and stands in the address', async () => {
  const { router } = await open();
  await userEvent.click(screen.getByRole('button', { name: 'Mois suivant' }));
  expect(router.state.location.search).toBe('?month=2028-03');
});

test('on a narrow screen it is said in words', async () => {
  jest
    .spyOn(window, 'matchMedia')
    .mockImplementation((media) => Object.assign(new EventTarget(), { media, matches: true }) as MediaQueryList);
  await open();
  expect(screen.queryByRole('table')).toBeNull();
  const said = screen.getAllByRole('listitem').map(({ textContent }) => textContent?.trim());
  expect(said).toContain('Absent, du 1er février 2028 au 2 février 2028');
  expect(said).toContain('Absence demandée, le 29 février 2028');
  expect(screen.getByText('Aucune absence ce mois')).toBeTruthy();
});

test('months have their days, and follow each other from year to year', () => {
  expect(daysOf('2026-02')).toHaveLength(28);
  expect(
    daysOf('2026-12')
      .filter(({ isWeekend }) => isWeekend)
      .map(({ number }) => number),
  ).toEqual([...[5, 6, 12, 13, 19, 20, 26, 27]]);
  expect([monthAfter('2026-12', 1), monthAfter('2027-01', -1)]).toEqual(['2027-01', '2026-12']);
});
