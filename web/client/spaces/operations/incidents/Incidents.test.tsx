import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { Incidents } from './Incidents.tsx';

const ID = 'a'.repeat(32);
const group = {
  ...{ id: ID, circuit: { fr: 'Essai', en: 'Trial' }, step: { fr: 'Visa', en: 'Visa' }, incidents: 120, requests: 118 },
  ...{ cause: 'expression-fault', params: {}, mending: 'circuit', oldestAt: '2026-03-02T09:00:00.000Z', only: null },
  ...{
    type: 'EXTRACT_VALUE_ERROR',
    message: 'Expected a boolean',
    versions: [{ id: 'v1', number: 3, incidents: 120 }],
  },
};

test('an administrator reads a group of stops by its cause, and is warned that trying again does not mend a circuit', async () => {
  const address = `POST /api/incidents/groups/${ID}`;
  const calls = serve({
    'GET /api/incidents/groups': { items: [group], incidents: 120, partial: false, more: false },
    [`${address}/preview`]: { incidents: 120, requests: 118, underWay: 20 },
    [`${address}/retry`]: { retryId: 'r1', asked: 100 },
  });
  show(<Incidents />);
  const card = within(await screen.findByRole('article', { name: 'Essai, étape « Visa » : 120 arrêts' }));
  expect(card.getByText(/Une expression de l’étape/)).toBeDefined();
  expect(card.getByText(/celles qui sont arrêtées la suivent/)).toBeDefined();
  expect(card.getByRole('link', { name: 'version 3 (120)' }).getAttribute('href')).toBe('/operations/circuits/v1');
  const user = userEvent.setup();
  await user.click(card.getByRole('button', { name: 'Réessayer les 120 arrêts de Essai, étape « Visa »' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText(/100 étapes seront tentées de nouveau/)).toBeDefined();
  expect(dialog.getByText(/20 autres sont déjà confiées à une relance/)).toBeDefined();
  expect(dialog.getByText(/Réessayer n’y changera rien/)).toBeDefined();
  const confirm = dialog.getByRole('button', { name: 'Réessayer' }) as HTMLButtonElement;
  expect(confirm.disabled).toBe(true);
  await user.type(dialog.getByLabelText(/Motif/), 'Circuit corrigé');
  await user.click(confirm);
  expect(calls).toContainEqual({
    ...{ endpoint: `${address}/retry`, body: { versionId: null, keys: null, reason: 'Circuit corrigé' } },
  });
});

test('steps that others are already trying again are not offered anew', async () => {
  serve({
    'GET /api/incidents/groups': { items: [group], incidents: 120, partial: false, more: false },
    [`POST /api/incidents/groups/${ID}/preview`]: { incidents: 120, requests: 118, underWay: 120 },
  });
  show(<Incidents />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: /^Réessayer les 120 arrêts/ }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText('Aucune étape n’est à tenter de nouveau.')).toBeDefined();
  await user.type(dialog.getByLabelText(/Motif/), 'Circuit corrigé');
  expect(dialog.getByRole('button', { name: 'Réessayer' })).toHaveProperty('disabled', true);
});
