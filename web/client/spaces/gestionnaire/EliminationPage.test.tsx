import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { EliminationView } from '#web/contract/signing/eliminations.ts';
import { SpaceContext } from '../../app/space.tsx';
import { EliminationPage } from './EliminationPage.tsx';

const page = (
  <SpaceContext value={{ space: 'gestionnaire', enter: () => {} }}>
    <EliminationPage />
  </SpaceContext>
);
const at = { at: '/registry/eliminations/e1', path: '/registry/eliminations/:id' };
const view = (view: Partial<EliminationView>): EliminationView => ({
  ...{ id: 'e1', state: 'proposed', proposedBy: 'Nadia Gestionnaire', proposedAt: '2026-11-28T10:00:00Z' },
  ...{
    reason: 'Durée échue',
    gridNumber: 3,
    decidedBy: null,
    decidedAt: null,
    remark: null,
    acts: 1,
    eliminated: 0,
    kept: 0,
  },
  lines: [
    {
      ...{
        number: '2001-TJ-VALMONT-A-000001',
        sha256: 'a'.repeat(64),
        kind: { fr: 'Indemnité vélo', en: 'Bicycle allowance' },
        signedOn: '2001-03-02',
      },
      ...{ keptUntil: '2011-03-02', years: 10, eliminatedOn: null, keptOn: null },
    },
  ],
  ...{ bar: null, own: false, held: 0 },
  ...view,
});

test('another person approves, once they confirmed that nothing can be restored', async () => {
  const calls = serve({
    'GET /api/registry/eliminations/e1': view({}),
    'POST /api/registry/eliminations/e1/approval': undefined,
  });
  show(page, at);
  expect(await screen.findByText('10 ans, jusqu’au 2 mars 2011 inclus')).toBeTruthy();
  expect(screen.getByText('Indemnité vélo')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Approuver l’élimination' }));
  const dialog = await screen.findByRole('dialog', { name: 'Éliminer un acte pour toujours ?' });
  expect(within(dialog).getByText(/Rien ne pourra être rétabli/)).toBeTruthy();
  expect(calls.some(({ endpoint }) => endpoint.startsWith('POST'))).toBe(false);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Approuver l’élimination' }));
  expect(calls.map(({ endpoint }) => endpoint)).toContain('POST /api/registry/eliminations/e1/approval');
});

test('whoever proposed it is told that another person decides, and offered nothing', async () => {
  serve({ 'GET /api/registry/eliminations/e1': view({ bar: 'elimination-own-proposal' }) });
  show(page, at);
  expect(await screen.findByText(/une autre personne en décide/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Approuver l’élimination' })).toBeNull();
});

test('what stays of an act is its number, its rule and its hash', async () => {
  const [line] = view({}).lines;
  serve({
    'GET /api/registry/eliminations/e1': view({
      ...{ state: 'approved', decidedBy: 'Paul Autre', decidedAt: '2026-11-29T10:00:00Z', eliminated: 1 },
      lines: line ? [{ ...line, eliminatedOn: '2026-11-29' }] : [],
    }),
  });
  show(page, at);
  expect(await screen.findByText('Éliminé le 29 novembre 2026')).toBeTruthy();
  expect(screen.getByText('aaaaaaaaaaaaaaaa…')).toBeTruthy();
  expect(screen.getByText(/Paul Autre/)).toBeTruthy();
});

test('whoever approved sees the acts go as the workers eliminate them, and the page is read no more once they are gone', async () => {
  const approved = { state: 'approved', decidedBy: 'Paul Autre', decidedAt: '2026-11-29T10:00:00Z' } as const;
  const [line] = view({}).lines;
  let answer = view(approved);
  const calls = serve({ 'GET /api/registry/eliminations/e1': () => answer });
  show(page, at);
  expect(await screen.findByText('Approuvé, en cours')).toBeTruthy();
  answer = view({ ...approved, eliminated: 1, lines: line ? [{ ...line, eliminatedOn: '2026-11-29' }] : [] });
  expect(await screen.findByText('Éliminé le 29 novembre 2026', {}, { timeout: 5_000 })).toBeTruthy();
  const { length } = calls;
  await expect(waitFor(() => expect(calls.length).toBeGreaterThan(length), { timeout: 2_500 })).rejects.toThrow();
});

test('whoever proposed it takes it back, once they confirmed', async () => {
  const calls = serve({
    'GET /api/registry/eliminations/e1': view({ bar: 'elimination-own-proposal', own: true }),
    'POST /api/registry/eliminations/e1/withdrawal': undefined,
  });
  show(page, at);
  await userEvent.click(await screen.findByRole('button', { name: 'Retirer la proposition' }));
  const dialog = await screen.findByRole('dialog', { name: 'Retirer la proposition d’élimination ?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Retirer la proposition' }));
  expect(calls.map(({ endpoint }) => endpoint)).toContain('POST /api/registry/eliminations/e1/withdrawal');
});

test('an approved elimination is closed for the acts that stay, and says of each that it was kept', async () => {
  const approved = { state: 'approved', decidedBy: 'Paul Autre', decidedAt: '2026-11-29T10:00:00Z' } as const;
  const [line] = view({}).lines;
  let answer = view({ ...approved, held: 1 });
  const calls = serve({
    'GET /api/registry/eliminations/e1': () => answer,
    'POST /api/registry/eliminations/e1/keeping': undefined,
  });
  show(page, at);
  expect(await screen.findByText(/Un acte approuvé reste/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Clore pour ce qui reste' }));
  const dialog = await screen.findByRole('dialog', { name: 'Garder un acte ?' });
  answer = view({ ...approved, kept: 1, lines: line ? [{ ...line, keptOn: '2026-11-30' }] : [] });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Clore pour ce qui reste' }));
  expect(calls.map(({ endpoint }) => endpoint)).toContain('POST /api/registry/eliminations/e1/keeping');
  expect(await screen.findByText('Gardé le 30 novembre 2026')).toBeTruthy();
});

test('whoever decided is led to the heading, once there is nothing left to decide', async () => {
  let answer = view({});
  serve({
    'GET /api/registry/eliminations/e1': () => answer,
    'POST /api/registry/eliminations/e1/refusal': () => {
      answer = view({ state: 'refused', decidedBy: 'Paul Autre', decidedAt: '2026-11-29T10:00:00Z' });
      return undefined;
    },
  });
  show(page, at);
  await userEvent.click(await screen.findByRole('button', { name: 'Refuser' }));
  await userEvent.keyboard('Un recours est possible');
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Refuser' }));
  await screen.findByText(/Paul Autre/);
  expect(screen.queryByRole('button', { name: 'Refuser' })).toBeNull();
  expect(document.activeElement?.tagName).toBe('H1');
});
