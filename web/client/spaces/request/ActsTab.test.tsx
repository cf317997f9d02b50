import { expect, jest, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { RequestView } from '#web/contract/requests/requests.ts';
import { ActsTab } from './ActsTab.tsx';

test('an act is downloaded first; its digest and the command that verifies it are for whoever opens them', () => {
  const signedAt = '2026-11-20T10:00:00.000Z';
  const acts = ['5', '6'].map((id) => ({
    id,
    number: `2026-TJ-RIVEBELLE-A-00000${id}`,
    title: `Arrêté ${id}`,
    sealed: true,
    sha256: 'c4f9',
    signedAt,
    touchedBy:
      id === '5'
        ? [
            {
              ...{ nature: 'withdraws', number: '2026-TJ-A-000009', requestId: '8', since: '2026-11-21' },
              ...{ undone: null, state: 'withdrawn' },
            },
          ]
        : [],
    touches: null,
    eliminatedOn: null,
    kept: id === '5' ? null : { until: '2036-11-21', fate: 'destroy' },
    post: [],
    appeal: id === '5' ? null : { begunOn: '2026-11-21', by: 'portal', endsOn: '2027-01-22' },
  }));
  const may = { exportEvidence: true, takeArchive: true };
  show(<ActsTab request={{ id: '7', acts, receipt: null, may } as unknown as RequestView} />);
  const kept = screen.getAllByRole('link', { name: 'Télécharger l’acte' });
  expect(kept.map((link) => link.getAttribute('href'))).toEqual(
    ['5', '6'].map((id) => `/api/requests/7/acts/${id}/file?download=1`),
  );
  const archives = screen.getAllByRole('link', { name: 'Télécharger l’archive complète (ZIP)' });
  expect(archives.map((link) => link.getAttribute('href'))).toEqual(
    ['5', '6'].map((id) => `/api/requests/7/acts/${id}/archive`),
  );
  expect(screen.getByText('À conserver jusqu’au 21 novembre 2036 inclus, puis éliminer.')).toBeTruthy();
  expect(screen.getByText(/^Le délai de recours n’a pas commencé/)).toBeTruthy();
  expect(
    screen.getByText(/ouvert dans le portail le 21 novembre 2026 : .* jusqu’au 22 janvier 2027 inclus/),
  ).toBeTruthy();
  expect(screen.getByText(/^N° 2026-TJ-RIVEBELLE-A-000005 · Signé le/)).toBeTruthy();
  const [withdrawn] = screen.getAllByText('Retiré par');
  expect(withdrawn?.closest('.h-text')?.textContent).toMatch(
    /Retiré par N° 2026-TJ-A-000009, le 21 novembre 2026, depuis l’origine ; acte lui-même retiré depuis/,
  );
  for (const shown of [screen.getByText(/^npm run verify/), ...screen.getAllByText('c4f9')])
    expect(shown.closest('details')).toMatchObject({ open: false });
});

test('an act that withdraws, repeals or corrects another one says what it undoes, and what pay takes back', () => {
  const act = {
    title: 'Arrêté',
    sealed: true,
    signedAt: '2026-11-20T10:00:00.000Z',
    touchedBy: [],
    eliminatedOn: null,
  };
  const rest = { kept: null, post: [], appeal: null };
  const other = { number: '2026-A-1', requestId: '8', since: '2026-11-21' };
  const title = { fr: 'Temps de travail', en: 'Working time' };
  const period = { from: '2027-01-01', until: '2027-02-28' };
  const pay = [{ movement: 'work-time', month: '2027-01', ...period }];
  const effect = { theme: 'temps-de-travail', title, ...period };
  const touching = [
    { nature: 'withdraws', ...other, undone: { done: true, effects: [{ ...effect, how: 'void' }], pay } },
    { nature: 'repeals', ...other, undone: { done: true, effects: [{ ...effect, how: 'ends' }], pay: [] } },
    {
      nature: 'withdraws',
      ...other,
      undone: { done: true, effects: [{ ...effect, how: 'former', until: null }], pay: [] },
    },
    { nature: 'corrects', ...other, undone: { done: true, effects: [], pay: [] } },
    { nature: 'withdraws', ...other, undone: { done: false, effects: [], pay: [] } },
    { nature: 'repeals', ...other, undone: { done: true, effects: [], pay: [] } },
  ];
  const acts = touching.map((touches, index) => ({ ...act, ...rest, id: `${index}`, number: `N-${index}`, touches }));
  show(<ActsTab request={{ id: '7', acts, receipt: null, may: {} } as unknown as RequestView} />);
  const said = screen.getAllByRole('article').map((article) => article.textContent ?? '');
  for (const [index, words] of [
    'Temps de travail : ce qui avait été inscrit du 1 janvier 2027 au 28 février 2027 ne vaut plus',
    'Temps de travail : prend fin le 28 février 2027',
    'Temps de travail : ce qui valait avant vaut de nouveau à partir du 1 janvier 2027',
    'Seuls des mots sont rectifiés : aucun effet ne change.',
    'Ce qui est à défaire est en cours.',
    'Aucun effet inscrit dans la situation de l’agent n’est défait.',
  ].entries())
    expect(said[index]?.replaceAll('1er janvier', '1 janvier')).toContain(words);
  expect(said[0]).toContain('Paye à reprendre : Quotité de travail, du');
  expect(said[0]).toContain('(paye de janvier 2027)');
});

test('what was decided without an act shows its receipt, to read, to keep and to verify by itself', () => {
  const receipt = { dossierNumber: 4, sha256: 'd00d', filedAt: '2026-11-20T10:00:00.000Z' };
  show(<ActsTab request={{ id: '7', acts: [], receipt, may: {} } as unknown as RequestView} />);
  expect(screen.getByRole('heading', { name: 'Récépissé' })).toBeTruthy();
  expect(screen.getByText(/pièce n° 4 du dossier/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Télécharger le récépissé' }).getAttribute('href')).toContain('/receipt');
  expect(screen.getByText(/^npm run verify -- recepisse.pdf --ca/)).toBeTruthy();
});

test('whoever reads an act has its state of today made and sealed, and saves it; while nobody seals it, they are told so', async () => {
  const act = { id: '5', number: '2026-A-5', title: 'Arrêté', sealed: true, signedAt: '2026-11-20T10:00:00.000Z' };
  const acts = [{ ...act, touchedBy: [], touches: null, eliminatedOn: null, kept: null, post: [], appeal: null }];
  const endpoint = 'POST /api/requests/7/acts/5/status';
  serve({ [endpoint]: refusal(503, 'workers-late') });
  const saved: Blob[] = [];
  Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}`, revokeObjectURL: () => {} });
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  show(<ActsTab request={{ id: '7', acts, receipt: null, may: {} } as unknown as RequestView} />);
  const button = screen.getByRole('button', { name: 'État de l’acte à ce jour' });
  await userEvent.click(button);
  expect((await screen.findByRole('alert')).textContent).toContain('La réponse tarde');
  const calls = serve({ [endpoint]: { fileName: 'etat-2026-A-5-2026-11-20.p7m', file: 'AAEC' } });
  await userEvent.click(button);
  await waitFor(() => expect(saved[0]?.size).toBe(3));
  expect(calls).toEqual([{ endpoint, body: undefined }]);
  expect(screen.queryByRole('alert')).toBeNull();
});
