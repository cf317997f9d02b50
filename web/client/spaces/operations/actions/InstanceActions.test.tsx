import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { InstanceActions } from './InstanceActions.tsx';

const OF = '/api/operations/requests/r1';
const name = (fr: string) => ({ fr, en: fr });
const standing = {
  versionId: 'v1',
  tokens: [{ key: '11', instanceKey: '1', path: '', place: 'issue', name: name('Issue') }],
  targets: [
    {
      path: '',
      places: [
        { place: 'appliquer', name: name('Appliquer') },
        { place: 'payer', name: name('Payer') },
      ],
    },
  ],
  facts: [
    {
      ...{ name: 'quota', label: name('Quotité'), type: 'choice', value: '80' },
      choices: [
        { value: '70', label: name('70 %') },
        { value: '80', label: name('80 %') },
      ],
    },
    { name: 'since', label: name('Depuis'), type: 'date', choices: [], value: '2026-09-01' },
    { name: 'urgent', label: name('Urgent'), type: 'boolean', choices: [], value: true },
  ],
};

/** Opens an action by its button; answers what is in its dialog. */
async function opened(action: string) {
  show(<InstanceActions requestId="r1" isOpen />);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: action }));
  return { user, dialog: within(await screen.findByRole('dialog')) };
}

test('an administrator closes a request after reading what it does, with a reason', async () => {
  const calls = serve({
    [`GET ${OF}/cancellation`]: { bar: null, tasks: [name('Visa')], told: 3 },
    [`POST ${OF}/cancellation`]: undefined,
  });
  const { user, dialog } = await opened('Clôturer sans suite');
  expect(await dialog.findByText('Visa')).toBeDefined();
  expect(dialog.getByText('3 personnes sont prévenues, avec le motif.')).toBeDefined();
  const confirm = dialog.getByRole('button', { name: /Clôturer la demande/ }) as HTMLButtonElement;
  expect(confirm.disabled).toBe(true);
  await user.type(dialog.getByLabelText(/Motif/), 'Circuit fautif');
  await user.click(confirm);
  expect(await screen.findByText('La demande est clôturée.')).toBeDefined();
  expect(calls).toContainEqual({ endpoint: `POST ${OF}/cancellation`, body: { reason: 'Circuit fautif' } });
});

test('where an act is signed, they read what is owed, and nothing is asked', async () => {
  serve({ [`GET ${OF}/cancellation`]: { bar: 'cancel-act-unsealed', tasks: [], told: 1 } });
  const { dialog } = await opened('Clôturer sans suite');
  expect(await dialog.findByText(/Un acte est signé : il ne s’annule pas/)).toBeDefined();
  expect(dialog.queryByLabelText(/Motif/)).toBeNull();
});

test('they move it by the lists; past a guarantee, the words say what is missing', async () => {
  const bar = { cause: 'step-skipped', step: name('Visa'), lack: null, reason: null };
  const calls = serve({
    [`GET ${OF}/standing`]: standing,
    [`GET ${OF}/move?tokenKey=11&to=payer`]: { bar, tasks: [] },
    [`GET ${OF}/move?tokenKey=11&to=appliquer`]: { bar: null, tasks: [name('Visa')] },
    [`POST ${OF}/move`]: undefined,
  });
  const { user, dialog } = await opened('Déplacer à une autre étape');
  await user.selectOptions(await dialog.findByLabelText('Vers'), 'payer');
  expect(await dialog.findByText(/passe par « Visa », où personne n’a encore décidé/)).toBeDefined();
  expect((dialog.getByRole('button', { name: 'Déplacer' }) as HTMLButtonElement).disabled).toBe(true);
  await user.selectOptions(dialog.getByLabelText('Vers'), 'appliquer');
  expect(await dialog.findByText('Une tâche prend fin sans décision : Visa.')).toBeDefined();
  await user.type(await dialog.findByLabelText(/Motif/), 'Condition illisible');
  await user.click(dialog.getByRole('button', { name: 'Déplacer' }));
  expect(await screen.findByText('La demande est déplacée.')).toBeDefined();
  expect(calls).toContainEqual({
    endpoint: `POST ${OF}/move`,
    body: { tokenKey: '11', instanceKey: '1', from: 'issue', to: 'appliquer', reason: 'Condition illisible' },
  });
});

test('they put a fact right among what the form offers', async () => {
  const calls = serve({ [`GET ${OF}/standing`]: standing, [`POST ${OF}/facts`]: undefined });
  const { user, dialog } = await opened('Corriger une donnée de circuit');
  await user.selectOptions(await dialog.findByLabelText('Donnée'), 'quota');
  expect(dialog.getByText('Valeur actuelle : 80 %')).toBeDefined();
  await user.selectOptions(dialog.getByLabelText('Nouvelle valeur'), '70');
  await user.type(dialog.getByLabelText(/Motif/), 'Erreur de saisie');
  await user.click(dialog.getByRole('button', { name: 'Corriger' }));
  expect(await screen.findByText('La donnée est corrigée.')).toBeDefined();
  expect(calls).toContainEqual({
    endpoint: `POST ${OF}/facts`,
    body: { name: 'quota', value: '70', reason: 'Erreur de saisie' },
  });
});

test('a day is shown and typed as days are, and a yes or no is chosen', async () => {
  const calls = serve({ [`GET ${OF}/standing`]: standing, [`POST ${OF}/facts`]: undefined });
  const { user, dialog } = await opened('Corriger une donnée de circuit');
  await user.selectOptions(await dialog.findByLabelText('Donnée'), 'urgent');
  expect(dialog.getByText('Valeur actuelle : oui')).toBeDefined();
  await user.selectOptions(dialog.getByLabelText('Donnée'), 'since');
  expect(dialog.getByText('Valeur actuelle : 01/09/2026')).toBeDefined();
  await user.clear(dialog.getByLabelText('Nouvelle valeur'));
  await user.type(dialog.getByLabelText('Nouvelle valeur'), '15/10/2026');
  await user.type(dialog.getByLabelText(/Motif/), 'Erreur de saisie');
  await user.click(dialog.getByRole('button', { name: 'Corriger' }));
  await screen.findByText('La donnée est corrigée.');
  expect(calls).toContainEqual({
    endpoint: `POST ${OF}/facts`,
    body: { name: 'since', value: '2026-10-15', reason: 'Erreur de saisie' },
  });
});
