import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { serve } from '../../../../testing/component/server.ts';
import { show } from '../../../../testing/component/show.tsx';
import { SealPanel } from './SealPanel.tsx';

const until = '2027-01-20T12:00:00.000Z';

test.each([
  ['good', 'Valable jusqu’au 20 janvier 2027'],
  ['ending', 'Échoit le 20 janvier 2027'],
  ['ended', 'Échu depuis le 20 janvier 2027'],
] as const)('G9: an administrator reads when the seal ends: %s', async (standing, words) => {
  serve({ 'GET /api/operations/seal': { seal: { until, standing } } });
  show(<SealPanel />);
  await screen.findByText(words);
  expect(screen.queryAllByText(/Faites renouveler/)).toHaveLength(standing === 'good' ? 0 : 1);
});
