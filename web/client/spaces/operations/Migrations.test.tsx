import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '../../../../testing/component/server.ts';
import { show } from '../../../../testing/component/show.tsx';
import { Migrations } from './Migrations.tsx';

const ADDRESS = '/api/operations/circuits/v1/migrations';
const page = (...items: object[]) => ({
  ...{ items, total: items.length, more: false, next: null, previous: null, pageSize: 20 },
});
const migration = {
  ...{ id: 'm1', requestId: 'r1', number: '2026-000123', from: 1, to: 2, reason: 'Un en-tête manquait' },
  ...{ askedBy: { id: 'p1', firstName: 'Adam', lastName: 'Administrateur' }, askedAt: '2026-03-02T09:00:00.000Z' },
  ...{ state: 'refused', bar: null, endedAt: '2026-03-02T09:00:01.000Z' },
  instances: [
    { key: '1', name: null, state: 'waiting', bar: null },
    {
      ...{ key: '2', name: { fr: 'Instruction', en: 'Review' }, state: 'refused' },
      bar: { cause: 'step-gone', step: { fr: 'Visa', en: 'Visa' }, reason: null },
    },
  ],
};

test('an administrator reads of each request what became of it, at which step, and instance by instance', async () => {
  serve({ [`GET ${ADDRESS}`]: page(migration) });
  show(<Migrations versionId="v1" movable={false} />);
  expect(await screen.findByRole('link', { name: '2026-000123' })).toBeDefined();
  for (const words of [
    'de la 1 à la 2',
    'Restée sur sa version',
    'L’étape « Visa », où elle se trouve, n’est plus dans cette version.',
    'Le circuit lui-même : en attente',
    'Instruction : ne peut pas passer',
  ])
    expect(screen.getByText(words)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Faire passer des demandes' })).toBeNull();
});

test('they have one request moved, by its number and with a reason, and read how many are', async () => {
  const calls = serve({ [`GET ${ADDRESS}`]: page(), [`POST ${ADDRESS}`]: { asked: 1, more: false } });
  show(<Migrations versionId="v1" movable />);
  const user = userEvent.setup();
  expect(await screen.findByText('Aucun passage demandé')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Faire passer des demandes' }));
  const dialog = within(await screen.findByRole('dialog'));
  const confirm = dialog.getByRole('button', { name: 'Faire passer des demandes' }) as HTMLButtonElement;
  await user.type(dialog.getByLabelText(/Motif/), 'Un en-tête manquait');
  expect(confirm.disabled).toBe(false);
  await user.click(dialog.getByRole('radio', { name: 'Une seule' }));
  expect(confirm.disabled).toBe(true);
  await user.type(dialog.getByLabelText('Numéro de la demande'), '2026-12');
  expect(dialog.getByText('Un numéro s’écrit 2026-000123.')).toBeDefined();
  await user.type(dialog.getByLabelText('Numéro de la demande'), '{Backspace}{Backspace}000123');
  await user.click(confirm);
  expect(await screen.findByText('Une demande passe à la version en vigueur.')).toBeDefined();
  expect(calls).toContainEqual({
    ...{ endpoint: `POST ${ADDRESS}`, body: { number: '2026-000123', reason: 'Un en-tête manquait' } },
  });
});
