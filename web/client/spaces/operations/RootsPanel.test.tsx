import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { RootsPanel } from './RootsPanel.tsx';

const last = { day: '2026-11-29', chains: 1_204, isStamped: true };

test.each([
  ['good', /Établie le 29 novembre 2026, conservée hors de la base. Chaînes couvertes : 1.204/, null],
  ['not-made', /Aucune depuis le 29 novembre 2026/, /TSA_URL/],
  ['not-written', /conservée nulle part/, /ROOTS_DIR/],
  ['not-everywhere', /il en manque depuis plus d’un jour dans : la boîte \(ROOTS_MAIL\)/, /ROOTS_DIR/],
] as const)('an administrator reads whether the daily root is made and kept: %s', async (standing, words, todo) => {
  serve({ 'GET /api/operations/daily-roots': { standing, late: standing === 'not-everywhere' ? ['mail'] : [], last } });
  show(<RootsPanel />);
  await screen.findByText(words);
  expect(screen.queryAllByText(/Vérifiez/)).toHaveLength(todo === null ? 0 : 1);
  if (todo !== null) expect(screen.getByText(todo)).toBeDefined();
});

test('before the first one, nothing is alarming', async () => {
  serve({ 'GET /api/operations/daily-roots': { standing: 'not-made', late: [], last: null } });
  show(<RootsPanel />);
  expect(await screen.findByText('Aucune n’a encore été établie.')).toBeDefined();
});
