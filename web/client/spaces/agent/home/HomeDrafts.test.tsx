import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { serve } from '../../../../../testing/component/server.ts';
import { show } from '../../../../../testing/component/show.tsx';
import type { Me } from '../../../../contract/account/me.ts';
import { MeProvider } from '../../../app/me.tsx';
import { HomeDrafts } from './HomeDrafts.tsx';

const aDraft = (id: string, fr: string) => ({
  ...{ id, kind: id, title: { fr, en: fr }, agent: null },
  ...{ createdAt: '2026-11-26T08:00:00Z', updatedAt: '2026-11-26T08:00:00Z' },
});

test('of several drafts, each button says which one it deletes', async () => {
  serve({ 'GET /api/drafts': { items: [aDraft('1', 'Mobilité'), aDraft('2', 'Télétravail')] } });
  show(
    <MeProvider value={{ id: 'claire' } as unknown as Me}>
      <HomeDrafts />
    </MeProvider>,
  );
  expect(await screen.findByRole('button', { name: 'Supprimer le brouillon « Mobilité »' })).toBeDefined();
  expect(screen.getByRole('button', { name: 'Supprimer le brouillon « Télétravail »' })).toBeDefined();
});
