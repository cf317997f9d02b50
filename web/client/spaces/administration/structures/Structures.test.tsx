import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import type { StructureRow } from '#web/contract/operations/administration.ts';
import { Structures } from './Structures.tsx';

const MINISTRY = { id: '0', code: 'MIN', name: 'Ministère' };
const row = (name: string, closedOn: string | null): StructureRow => ({
  ...{ id: name, code: name.toUpperCase(), name, city: 'Valmont', clock: 'Europe/Paris', department: null, closedOn },
  ...{ parent: MINISTRY, depth: 1, people: 0 },
});

test('a closure to come says its last day, and is changed or given up; one that is over is over', async () => {
  const items = [row('Greffe', '2099-06-30'), row('Annexe', '2020-01-31'), row('Parquet', null)];
  const page = { items, page: 1, pageSize: 20, total: items.length };
  const calls = serve({
    'GET /api/administration/structures': page,
    'POST /api/administration/structures/Greffe/closure': undefined,
  });
  show(
    <SpaceContext value={{ space: 'exploitation', enter: () => {} }}>
      <Structures />
    </SpaceContext>,
  );
  expect(await screen.findByText('Dernier jour : 30 juin 2099')).toBeDefined();
  expect(screen.getByText('Fermée le 31 janvier 2020')).toBeDefined();
  const offered = (name: string) =>
    screen.queryAllByRole('button', { name: new RegExp(`: ${name}$`) }).map(({ textContent }) => textContent);
  expect(offered('Greffe')).toEqual(['Corriger', 'Changer le dernier jour', 'Annuler la fermeture']);
  expect(offered('Annexe')).toEqual(['Corriger']);
  expect(offered('Parquet')).toEqual(['Corriger', 'Déplacer', 'Fusionner', 'Fermer']);
  await userEvent.click(screen.getByRole('button', { name: 'Annuler la fermeture : Greffe' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/La structure continue après le 30 juin 2099/)).toBeDefined();
  await userEvent.type(dialog.getByRole('textbox', { name: /Motif/ }), 'La réforme est reportée');
  await userEvent.click(dialog.getByRole('button', { name: 'Annuler la fermeture' }));
  await waitFor(() =>
    expect(calls).toContainEqual({
      endpoint: 'POST /api/administration/structures/Greffe/closure',
      body: { on: null, reason: 'La réforme est reportée' },
    }),
  );
});

test('a correction sends what was changed alone: what another administrator corrects meanwhile stays', async () => {
  const items = [row('Greffe', null)];
  const calls = serve({
    'GET /api/administration/structures': { items, page: 1, pageSize: 20, total: 1 },
    'PATCH /api/administration/structures/Greffe': undefined,
  });
  show(
    <SpaceContext value={{ space: 'exploitation', enter: () => {} }}>
      <Structures />
    </SpaceContext>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Corriger : Greffe' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByRole('textbox', { name: /Motif/ }), 'Le greffe a déménagé');
  const correct = dialog.getByRole('button', { name: 'Corriger' });
  expect(correct).toHaveProperty('disabled', true);
  await userEvent.type(dialog.getByRole('textbox', { name: 'Ville' }), '-sur-Mer');
  await userEvent.click(correct);
  await waitFor(() =>
    expect(calls).toContainEqual({
      endpoint: 'PATCH /api/administration/structures/Greffe',
      body: { city: 'Valmont-sur-Mer', reason: 'Le greffe a déménagé' },
    }),
  );
});
