import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { speak } from '../../language/language.ts';
import { Migrations } from './Migrations.tsx';

const ADDRESS = '/api/operations/circuits/v1/migrations';
const BATCHES = '/api/operations/circuits/v1/migration-batches';
const PLAN = '/api/operations/circuits/v1/migration-plan';
const page = (...items: object[]) => ({
  ...{ items, total: items.length, more: false, next: null, previous: null, pageSize: 20 },
});
const migration = {
  ...{ id: 'm1', requestId: 'r1', number: '2026-000123', from: 1, to: 2, reason: 'Un en-tête manquait' },
  ...{ askedBy: { id: 'p1', firstName: 'Adam', lastName: 'Administrateur' }, askedAt: '2026-03-02T09:00:00.000Z' },
  ...{ state: 'refused', dry: false, bar: null, endedAt: '2026-03-02T09:00:01.000Z' },
  instances: [
    { key: '1', name: null, state: 'waiting', bar: null },
    {
      ...{ key: '2', name: { fr: 'Instruction', en: 'Review' }, state: 'refused' },
      bar: { cause: 'step-gone', step: { fr: 'Visa', en: 'Visa' }, reason: null },
    },
  ],
};

test('an administrator reads of each request what became of it, at which step, and instance by instance', async () => {
  serve({ [`GET ${ADDRESS}`]: page(migration), [`GET ${BATCHES}`]: { items: [] } });
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

test('in English, each instance is said as English is written', async () => {
  serve({ [`GET ${ADDRESS}`]: page(migration), [`GET ${BATCHES}`]: { items: [] } });
  await speak('en');
  show(<Migrations versionId="v1" movable={false} />);
  expect(await screen.findByText(/^Review: \S/)).toBeDefined();
});

const name = (fr: string) => ({ fr, en: fr });
const plan = {
  to: 2,
  elements: [
    {
      ...{ place: 'visa', name: name('Visa'), proposal: 'visa-rh' },
      candidates: [{ place: 'visa-rh', name: name('Visa RH') }],
    },
  ],
  calls: [{ place: 'signature', name: name('Signature') }],
};

test('they have one request moved, by its number, by the mapping proposed and with a reason, and read how many are', async () => {
  const calls = serve({
    [`GET ${ADDRESS}`]: page(),
    [`GET ${BATCHES}`]: { items: [] },
    [`GET ${PLAN}`]: plan,
    [`POST ${ADDRESS}`]: { asked: 1, more: false },
  });
  show(<Migrations versionId="v1" movable />);
  const user = userEvent.setup();
  expect(await screen.findByText('Aucun passage demandé')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Faire passer des demandes' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText(/Motif/), 'Un en-tête manquait');
  expect(((await dialog.findByLabelText('Visa')) as HTMLSelectElement).value).toBe('visa-rh');
  expect(dialog.getByText('La version 2 n’appelle plus le bloc de : Signature.')).toBeDefined();
  // It is only tried, unless they say otherwise.
  expect((dialog.getByRole('button', { name: 'Essayer' }) as HTMLButtonElement).disabled).toBe(false);
  await user.click(dialog.getByRole('radio', { name: 'Les faire passer' }));
  const confirm = dialog.getByRole('button', { name: 'Faire passer des demandes' }) as HTMLButtonElement;
  await user.click(dialog.getByRole('radio', { name: 'Une seule' }));
  expect(confirm.disabled).toBe(true);
  await user.type(dialog.getByLabelText('Numéro de la demande'), '2026-12');
  expect(dialog.getByText('Un numéro s’écrit 2026-000123.')).toBeDefined();
  await user.type(dialog.getByLabelText('Numéro de la demande'), '{Backspace}{Backspace}000123');
  await user.click(confirm);
  expect(await screen.findByText('Une demande passe à la version en vigueur.')).toBeDefined();
  expect(calls).toContainEqual({
    endpoint: `POST ${ADDRESS}`,
    body: { number: '2026-000123', mapping: { visa: 'visa-rh' }, dry: false, reason: 'Un en-tête manquait' },
  });
});

test('they stop a batch in its middle, and have it go on', async () => {
  const batch = {
    ...{ id: 'b1', to: 2, number: null, mapped: 1, dry: false, reason: 'Un en-tête manquait', endedAt: null },
    ...{ askedBy: { id: 'p1', firstName: 'Adam', lastName: 'Administrateur' }, askedAt: '2026-03-02T09:00:00.000Z' },
    counts: { moved: 40, refused: 10 },
  };
  let state = 'running';
  const calls = serve({
    [`GET ${ADDRESS}`]: page(),
    [`GET ${BATCHES}`]: () => ({ items: [{ ...batch, state }] }),
    'POST /api/operations/migration-batches/b1/state': ({ body }: { body: unknown }) => {
      ({ state } = body as { state: string });
    },
  });
  show(<Migrations versionId="v1" movable />);
  const user = userEvent.setup();
  expect(await screen.findByText('Passée : 40, Restée sur sa version : 10')).toBeDefined();
  await user.click(await screen.findByRole('button', { name: 'Interrompre' }));
  await user.click(await screen.findByRole('button', { name: 'Reprendre' }));
  expect(await screen.findByRole('button', { name: 'Interrompre' })).toBeDefined();
  expect(calls.flatMap(({ endpoint, body }) => (endpoint.startsWith('POST') ? [body] : []))).toEqual([
    { state: 'paused' },
    { state: 'running' },
  ]);
});
