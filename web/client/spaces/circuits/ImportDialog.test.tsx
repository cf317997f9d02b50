import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { CircuitComparison } from '#web/contract/circuits/atelier.ts';
import type { CircuitPackageLook } from '#web/contract/circuits/packages.ts';
import { ImportDialog } from './ImportDialog.tsx';

const both = (text: string) => ({ fr: text, en: text });
const nothing: CircuitComparison = {
  ...{ from: { versionId: null, number: 1 }, to: { versionId: null, number: 2 } },
  ...{ elements: [], forms: [], tables: [], texts: [], acts: [] },
  files: [{ path: 'adresse.json', change: 'changed', hunks: [] }],
};
const LOOK: CircuitPackageLook = {
  ...{ kind: 'mobilite', title: both('Mobilité'), version: 4, portal: '0.2.0', ownPortal: '0.1.0' },
  inForce: { id: '0198d2b1-7c00-7000-8000-000000000000', number: 2, title: both('Mobilité') },
  unknownJobTypes: ['paye-v2'],
  missingBlocks: [],
  parts: [
    {
      ...{ of: 'block', name: 'cloture', title: both('Clôture'), standing: 'same' },
      ...{ number: 1, same: 1, ours: 1, comparison: null },
    },
    {
      ...{ of: 'theme', name: 'adresse', title: both('Adresse'), standing: 'former' },
      ...{ number: 7, same: 1, ours: 2, comparison: nothing },
    },
    {
      ...{ of: 'theme', name: 'velo', title: both('Vélo'), standing: 'absent' },
      ...{ number: 1, same: null, ours: null, comparison: null },
    },
  ],
};
/** A file that can be read as text, which jsdom's cannot. */
const textFile = (name: string, text: string) => Object.assign(new File([text], name), { text: async () => text });
const zip = new File(['PK'], 'mobilite-4.zip', { type: 'application/zip' });
const choose = async (...files: File[]) => userEvent.upload(screen.getByLabelText(/Fichier \.zip/), files);
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

test('a circuit of another portal is looked at, then made the drafts that were chosen', async () => {
  const calls = serve({
    'POST /api/atelier/packages': LOOK,
    'POST /api/atelier/packages/drafts?as=mobilite&drafting=theme.velo%2Ctheme.adresse': Response.json(
      { id: 'd1', parts: [] },
      { status: 201 },
    ),
  });
  const { router } = show(<ImportDialog onClose={() => {}} />);
  await choose(zip);
  await press('Examiner');

  expect(await screen.findByText(/paye-v2/)).not.toBeNull();
  expect(screen.getByText(/logiciel en version 0.2.0, ici 0.1.0/)).not.toBeNull();
  // What is the same here is no question.
  expect(screen.queryByRole('group', { name: /Clôture/ })).toBeNull();
  const address = screen.getByRole('group', { name: /Adresse/ });
  expect(within(address).getByRole<HTMLInputElement>('radio', { name: 'Garder le nôtre : Version 2' }).checked).toBe(
    true,
  );
  await userEvent.click(within(address).getByRole('radio', { name: /plus ancien \(c’est la version 1 d’ici\)/ }));
  await press('Importer');
  expect(router.state.location.pathname).toBe('/circuits/drafts/d1');
  expect(calls.map(({ body }) => body)).toEqual([zip, zip]);
});

test('a copy takes another name than the original', async () => {
  serve({ 'POST /api/atelier/packages': LOOK });
  show(<ImportDialog onClose={() => {}} />);
  await choose(zip);
  await press('Examiner');
  await userEvent.click(await screen.findByRole('radio', { name: /une copie/ }));
  const go = screen.getByRole<HTMLButtonElement>('button', { name: 'Importer' });
  expect(go.disabled).toBe(true);
  await userEvent.type(screen.getByLabelText('Identifiant'), 'mobilite');
  expect(screen.getByText('Une copie prend un autre identifiant que l’original.')).not.toBeNull();
  await userEvent.type(screen.getByLabelText('Identifiant'), '-essai');
  expect(go.disabled).toBe(false);
});

test('what is no circuit is refused in words, and another file can be chosen', async () => {
  serve({
    'POST /api/atelier/packages': refusal(422, 'circuit-package-refused', {
      params: { reason: 'file-missing', path: 'act.typ' },
    }),
  });
  show(<ImportDialog onClose={() => {}} />);
  await choose(zip);
  await press('Examiner');
  expect(await screen.findByText(/Il manque « act.typ » à ce circuit/)).not.toBeNull();
  expect(screen.getByLabelText(/Fichier \.zip/)).not.toBeNull();
});

test('a diagram is taken with its forms and tables, not with anything else', async () => {
  const calls = serve({ 'POST /api/atelier/drafts': Response.json({ id: 'd2' }, { status: 201 }) });
  show(<ImportDialog onClose={() => {}} />);
  const diagram = textFile('pret.bpmn', '<xml/>');
  await choose(diagram, zip);
  expect(screen.getByRole('alert').textContent).toMatch(/soit un seul fichier \.zip/);
  await choose(diagram, textFile('demande.form', '{}'));
  await press('Importer');
  expect(calls[0]?.body).toEqual({
    import: { fileName: 'pret.bpmn', xml: '<xml/>', files: [{ fileName: 'demande.form', text: '{}' }] },
  });
});
