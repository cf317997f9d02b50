import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { Me } from '#web/contract/account/me.ts';
import { MeProvider } from '../../app/me.tsx';
import { SpaceContext } from '../../app/space.tsx';
import { PayBatches } from './PayBatches.tsx';

const empty = { items: [], total: 0, page: 1, pageSize: 20 };
const batches = (
  <MeProvider value={{ spaces: ['paye'] } as unknown as Me}>
    <SpaceContext value={{ space: 'paye', enter: () => {} }}>
      <PayBatches />
    </SpaceContext>
  </MeProvider>
);

test('a month of which nothing was sent is not said as if nothing ever was', async () => {
  serve({
    'GET /api/pay/months': { items: [{ month: '2026-11' }] },
    'GET /api/pay/batches?month=2026-11': empty,
  });
  show(batches, { at: '/pay/batches?month=2026-11' });
  expect(await screen.findByText('Aucun résultat')).toBeDefined();
  expect(screen.queryByText('Aucun bordereau')).toBeNull();
});

test('before anything was sent, it is said what makes a batch', async () => {
  serve({ 'GET /api/pay/months': { items: [] }, 'GET /api/pay/batches': empty });
  show(batches, { at: '/pay/batches' });
  expect(await screen.findByText('Aucun bordereau')).toBeDefined();
});
