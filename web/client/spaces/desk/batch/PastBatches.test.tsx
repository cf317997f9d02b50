import { expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { MeProvider } from '#web/client/app/me.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import { speak } from '#web/client/language/language.ts';
import type { Me } from '#web/contract/account/me.ts';
import type { BatchRow } from '#web/contract/signing/signing-batches.ts';
import { BatchPage } from './BatchPage.tsx';
import { PastBatches } from './PastBatches.tsx';

const me = { spaces: ['valideur'], canStepUp: true, habilitations: [] } as unknown as Me;
const ID = '0198d2b1-7c00-7000-8000-000000000001';
const row = (changes: Partial<BatchRow>): BatchRow => ({
  ...{ id: ID, of: 'signatures', what: 'signature', outcome: null, madeAt: '2026-11-29T10:00:00.000Z' },
  ...{ count: 12, done: 12, refused: 0 },
  ...changes,
});
const page = (...items: BatchRow[]) => ({
  ...{ items, total: items.length, more: false, next: null, previous: null, pageSize: 20 },
});
const open = (at: string) =>
  show(
    <MeProvider value={me}>
      <SpaceContext.Provider value={{ space: 'valideur', enter: () => {} }}>
        <Routes>
          <Route path="/desk/batches" element={<PastBatches />} />
          <Route path="/desk/batches/:of/:id" element={<BatchPage />} />
        </Routes>
      </SpaceContext.Provider>
    </MeProvider>,
    { at },
  );

test('past batches are listed with how each ended, and lead to their reports', async () => {
  const decided = row({ of: 'decisions', what: 'opinion', outcome: 'favorable', count: 4, done: 1, refused: 2 });
  serve({ 'GET /api/signing/batches': page(decided, row({ id: ID.replace(/1$/, '2') })) });
  open('/desk/batches');
  const link = await screen.findByRole('link', { name: 'Avis : Favorable' });
  expect(link.getAttribute('href')).toBe(`/desk/batches/decisions/${ID}`);
  expect(screen.getByRole('link', { name: 'Signature' })).toBeDefined();
  expect(screen.getByText('En cours')).toBeDefined();
  expect(screen.getByText('Terminé')).toBeDefined();
});

test('whoever reads what of a batch was refused is not notified besides; in English too', async () => {
  const request = { id: ID, number: '2026-000007', firstName: 'Claire', lastName: 'Martin' };
  const task = { taskKey: '7', outcome: 'refused', code: 'decision-outdated', params: {}, faults: [], request };
  const calls = serve({
    [`GET /api/decision-batches/${ID}`]: {
      ...{ id: ID, count: 1, what: 'opinion', outcome: 'favorable', madeAt: '2026-11-29T10:00:00.000Z' },
      ...{ stopAskedAt: null, counts: { waiting: 0, given: 0, refused: 1 }, tasks: [task] },
    },
    [`PUT /api/signing/batches/${ID}/seen`]: undefined,
  });
  await speak('en');
  open(`/desk/batches/decisions/${ID}`);
  expect(await screen.findByText(/2026-000007, Claire Martin: The request changed/)).toBeDefined();
  await waitFor(() =>
    expect(calls).toContainEqual({ endpoint: `PUT /api/signing/batches/${ID}/seen`, body: { of: 'decisions' } }),
  );
});
