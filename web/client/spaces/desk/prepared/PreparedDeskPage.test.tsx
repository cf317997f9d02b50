import { expect, test } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { MeProvider } from '#web/client/app/me.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import type { Me } from '#web/contract/account/me.ts';
import { PreparedDeskPage } from './PreparedDeskPage.tsx';

const sophie = { id: 'sophie', firstName: 'Sophie', lastName: 'Signataire' };
const me = {
  ...{ id: 'agnes', spaces: ['agent'], habilitations: [], counts: { tasks: 0 } },
  preparesDesksOf: [sophie, { id: 'marc', firstName: 'Marc', lastName: 'Durand' }],
} as unknown as Me;
const word = (text: string) => ({ fr: text, en: text });
const ID = '01900000-0000-7000-8000-000000000000.signature~arrete';
const top = { id: ID, title: word('Temps partiel'), step: word('Signature'), template: 'act' };
const line = (taskKey: string, lastName: string) => ({
  ...{ taskKey, number: `2026-00${taskKey}`, agent: { id: taskKey, firstName: 'Claire', lastName } },
  ...{ structureName: 'Tribunal', dueOn: null, urgency: 'later', marks: [], unusual: [], differs: [] },
});
const by = { id: 'agnes', firstName: 'Agnès', lastName: 'Aide' };
const note = { taskKey: '2', text: 'Attendu mardi.', by };
const ANSWERS = {
  'GET /api/signing/desks/sophie': {
    signatory: { id: 'sophie', firstName: 'Sophie', lastName: 'Signataire' },
    folds: [{ ...top, count: 3, marked: 0, overdue: 0 }],
    ...{ shown: 3, setAside: 0, more: false },
  },
  [`GET /api/signing/desks/sophie/folds/${ID}`]: {
    ...{ ...top, what: 'signature', more: false, common: [], fields: [], outliers: [] },
    alike: [line('1', 'Première'), line('2', 'Deuxième'), line('3', 'Troisième')],
  },
  [`GET /api/signing/desks/sophie/prepared/${ID}`]: { placed: [], placedBy: null, asides: [], notes: [note] },
};
const ORDER = `PUT /api/signing/desks/sophie/order/${ID}`;
const open = () =>
  show(
    <MeProvider value={me}>
      <SpaceContext.Provider value={{ space: 'agent', enter: () => {} }}>
        <Routes>
          <Route path="/desk/:id" element={<PreparedDeskPage />} />
        </Routes>
      </SpaceContext.Provider>
    </MeProvider>,
    { at: `/desk/sophie?fold=${ID}&task=2` },
  );
const lineNamed = (name: RegExp) => screen.findByRole('button', { name });

test('an assistant puts an act in order by its button and by keys; nothing there signs, refuses, nor opens the act', async () => {
  const calls = serve({ ...ANSWERS, [ORDER]: undefined });
  open();
  expect(await screen.findByRole('heading', { level: 1, name: 'Parapheur de Sophie Signataire' })).toBeDefined();
  const desks = await screen.findByRole('navigation', { name: 'Parapheurs' });
  const current = within(desks).getByRole('link', { name: 'Parapheur de Sophie Signataire' });
  expect(current.getAttribute('aria-current')).toBe('page');
  expect(within(desks).getAllByRole('link')).toHaveLength(2);
  const pane = within(screen.getByRole('region', { name: 'L’acte choisi' }));
  expect(await pane.findByText(/Vous n’ouvrez ni l’acte ni ses pièces/)).toBeDefined();
  expect(screen.queryByRole('button', { name: /Signer|Refuser|Afficher l’acte/ })).toBeNull();
  expect(screen.queryByRole('link', { name: /Demande/ })).toBeNull();
  fireEvent.click(pane.getByRole('button', { name: 'En premier' }));
  await screen.findByText('L’acte est à la place 1 sur 3.');
  const third = await lineNamed(/Troisième/);
  third.focus();
  fireEvent.keyDown(third, { key: 'h' });
  await waitFor(() => expect(calls.filter(({ endpoint }) => endpoint === ORDER)).toHaveLength(2));
  expect(calls.flatMap(({ endpoint, body }) => (endpoint === ORDER ? [body] : []))).toEqual([
    { taskKeys: ['2'] },
    { taskKeys: ['1', '3'] },
  ]);
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Troisième'));
});

test('puts it aside with a reason, and leaves the signatory a note that its line says', async () => {
  const [aside, noted] = ['PUT /api/signing/desks/sophie/asides/2', 'PUT /api/signing/desks/sophie/notes/2'];
  const calls = serve({ ...ANSWERS, [aside]: undefined, [noted]: undefined });
  open();
  const second = await lineNamed(/Deuxième/);
  await waitFor(() => expect(second.textContent).toContain('Note (Agnès Aide) : Attendu mardi.'));
  second.focus();
  fireEvent.keyDown(second, { key: 'ArrowDown' });
  fireEvent.keyDown(await lineNamed(/Troisième/), { key: 'm' });
  await waitFor(() => expect(document.activeElement?.id).toBe('prepared-aside'));
  second.focus();
  fireEvent.keyDown(second, { key: 'n' });
  await waitFor(() => expect(document.activeElement?.id).toBe('prepared-note'));
  const field = await screen.findByLabelText('Note à Sophie Signataire');
  expect(document.activeElement).toBe(field);
  expect((field as HTMLTextAreaElement).value).toBe('Attendu mardi.');
  fireEvent.change(field, { target: { value: 'Attendu lundi.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer la note' }));
  expect(await screen.findByText('La note est enregistrée.')).toBeDefined();
  fireEvent.change(screen.getByLabelText(/^Motif de la mise de côté/), { target: { value: 'Pièce à revoir' } });
  fireEvent.click(screen.getByRole('button', { name: 'Mettre de côté' }));
  await waitFor(() => expect(calls.some(({ endpoint }) => endpoint === aside)).toBe(true));
  const sent = (name: string) => calls.find(({ endpoint }) => endpoint === name)?.body;
  expect([sent(noted), sent(aside)]).toEqual([{ text: 'Attendu lundi.' }, { aside: true, reason: 'Pièce à revoir' }]);
});

test('a note that is not kept yet is there again after another act was chosen, and says so', async () => {
  const noted = 'PUT /api/signing/desks/sophie/notes/2';
  const calls = serve({ ...ANSWERS, [noted]: undefined });
  open();
  const note = () => screen.findByLabelText<HTMLTextAreaElement>('Note à Sophie Signataire');
  await waitFor(async () => expect((await note()).value).toBe('Attendu mardi.'));
  fireEvent.change(await note(), { target: { value: 'Attendu jeudi.' } });
  fireEvent.click(await lineNamed(/Troisième/));
  await waitFor(async () => expect((await note()).value).toBe(''));
  expect(screen.queryByText('Cette note n’est pas encore enregistrée.')).toBeNull();
  fireEvent.click(await lineNamed(/Deuxième/));
  await waitFor(async () => expect((await note()).value).toBe('Attendu jeudi.'));
  expect(screen.getByText('Cette note n’est pas encore enregistrée.')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer la note' }));
  expect(await screen.findByText('La note est enregistrée.')).toBeDefined();
  expect(calls.find(({ endpoint }) => endpoint === noted)?.body).toEqual({ text: 'Attendu jeudi.' });
  expect(screen.queryByText('Cette note n’est pas encore enregistrée.')).toBeNull();
});

test('what was signed meanwhile is told, and the list is read again without it', async () => {
  const fold = `GET /api/signing/desks/sophie/folds/${ID}`;
  let acts = [line('1', 'Première'), line('2', 'Deuxième'), line('3', 'Troisième')];
  const noted = 'PUT /api/signing/desks/sophie/notes/2';
  serve({
    ...ANSWERS,
    ...{ [fold]: () => ({ ...ANSWERS[fold], alike: acts }), [ORDER]: () => refusal(404, 'not-found') },
    [noted]: () => refusal(404, 'not-found'),
  });
  open();
  const third = await lineNamed(/Troisième/);
  acts = acts.slice(0, 2);
  third.focus();
  fireEvent.keyDown(third, { key: 'h' });
  expect(await screen.findByText(/Un acte n’attend plus sur ce parapheur/)).toBeDefined();
  await waitFor(() => expect(screen.queryByRole('button', { name: /Troisième/ })).toBeNull());
  // The one that was chosen goes too: its pane closes, and that is said all the same.
  acts = acts.slice(0, 1);
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer la note' }));
  expect(await screen.findByText(/Choisissez un acte dans la liste/)).toBeDefined();
  expect(screen.getByText(/Un acte n’attend plus sur ce parapheur/)).toBeDefined();
});

test('a desk where nothing waits says so, and tells no keys of a list that is not there', async () => {
  const none = { signatory: sophie, folds: [], shown: 0, setAside: 0, more: false };
  serve({ ...ANSWERS, 'GET /api/signing/desks/sophie': none });
  open();
  expect(await screen.findByText('Rien n’attend sur ce parapheur.')).toBeDefined();
  expect(screen.queryByText(/Au clavier/)).toBeNull();
  expect(screen.queryByRole('region', { name: 'L’acte choisi' })).toBeNull();
});

test('a desk that one prepares no more is a page that is not found, with the way home', async () => {
  serve({ 'GET /api/signing/desks/sophie': refusal(404, 'not-found') });
  open();
  expect(await screen.findByRole('heading', { level: 1, name: 'Page introuvable' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Réessayer' })).toBeNull();
});
