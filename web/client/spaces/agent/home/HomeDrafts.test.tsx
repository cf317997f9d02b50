import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { MeProvider } from '#web/client/app/me.tsx';
import type { Me } from '#web/contract/account/me.ts';
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

test('drafts that could not be read are not passed over in silence, and are asked for again', async () => {
  let drafts: unknown = refusal(403, 'forbidden');
  serve({ 'GET /api/drafts': () => drafts });
  show(
    <MeProvider value={{ id: 'claire' } as unknown as Me}>
      <HomeDrafts />
    </MeProvider>,
  );
  expect(await screen.findByRole('alert')).toBeDefined();
  expect(screen.getByRole('heading', { name: 'Brouillons à reprendre' })).toBeDefined();
  drafts = { items: [aDraft('1', 'Mobilité')] };
  await userEvent.click(screen.getByRole('button', { name: 'Réessayer' }));
  expect(await screen.findByText('Mobilité', { selector: 'strong' })).toBeDefined();
});
