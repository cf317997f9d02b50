import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { show } from '#testing/component/show.tsx';
import { Contests } from './Contests.tsx';

const WORDS = { fr: 'Arrêté portant titularisation, n° 2026-000123 du 3 mars 2026', en: 'Arrêté' };
const RUN = { limitOn: '2026-05-04', late: false, prolongedTo: '2026-08-03', court: null };

test('an appeal leads to what it contests, and says that it came too late for the court', async () => {
  const contests = {
    ...RUN,
    requestId: 'r1',
    laterAct: null,
    words: WORDS,
    notifiedOn: '2026-03-03',
    late: true,
    prolongedTo: null,
  };
  show(<Contests request={{ contests, contestedBy: [] }} />);
  expect(await screen.findByText(WORDS.fr)).toBeTruthy();
  expect(
    screen.getByText(/connaissance le 3 mars 2026\. .*saisir le tribunal administratif courait jusqu’au 4 mai 2026/),
  ).toBeTruthy();
  expect(screen.getByText(/déposé après la fin de ce délai/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Ouvrir la décision contestée' }).getAttribute('href')).toBe('/requests/r1');
});

test('what will withdraw an act leads to it, and says nothing of courts', async () => {
  const contests = { ...RUN, requestId: 'r1', laterAct: 'withdraws' as const, words: WORDS, notifiedOn: null };
  show(<Contests request={{ contests, contestedBy: [] }} />);
  expect(screen.getByRole('heading', { name: 'Acte à retirer' })).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toBe('/requests/r1');
  expect(screen.queryByText(/tribunal/)).toBeNull();
});

test('what is contested says by which appeal, and until when one can now go to court', async () => {
  const contest = {
    ...RUN,
    court: 'tribunal administratif de Melun',
    requestId: 'r2',
    number: '2026-000200',
    filedOn: '2026-04-01',
    outcome: null,
  };
  show(<Contests request={{ contests: null, contestedBy: [contest] }} />);
  expect(await screen.findByText(/Recours n° 2026-000200, déposé le 1er avril 2026\..*En cours d’examen/)).toBeTruthy();
  expect(
    screen.getByText(
      /saisir le tribunal administratif de Melun \(.*L411-2\), qui court désormais jusqu’au 3 août 2026/,
    ),
  ).toBeTruthy();
  expect(screen.getByText('Il ne suspend pas la décision.')).toBeTruthy();
});
