import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SealPanel } from './SealPanel.tsx';

const until = '2027-01-20T12:00:00.000Z';

test.each([
  ['good', 'Valable jusqu’au 20 janvier 2027'],
  ['ending', 'Échoit le 20 janvier 2027'],
  ['ended', 'Échu ou révoqué depuis le 20 janvier 2027'],
] as const)('G9: an administrator reads when the seal ends: %s', async (standing, words) => {
  serve({ 'GET /api/operations/seal': { seal: { until, standing }, waiting: null } });
  show(<SealPanel />);
  await screen.findByText(words);
  expect(screen.queryAllByText(/Faites renouveler/)).toHaveLength(standing === 'good' ? 0 : 1);
});

test('an administrator reads how many acts were signed that nobody stamps, and that they will be sealed by themselves', async () => {
  const waiting = { acts: 3, since: '2026-11-24T16:32:00.000Z' };
  serve({ 'GET /api/operations/seal': { seal: { until, standing: 'good' }, waiting } });
  show(<SealPanel />);
  await screen.findByText(/^3 actes signés, scellement en attente depuis le 24 novembre 2026/);
  expect(screen.getByText(/TSA_URL.* Ils seront scellés d’eux-mêmes/)).toBeTruthy();
});
