import { expect, test } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { Me } from '#web/contract/account/me.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import type { DeskView, FoldSummary, FoldView } from '#web/contract/signing/signing.ts';
import { refresh } from '../../api/query.ts';
import { MeProvider } from '../../app/me.tsx';
import { SpaceContext } from '../../app/space.tsx';
import { speak } from '../../language/language.ts';
import { DeskPage } from './DeskPage.tsx';

const me = {
  ...{ id: 'me', spaces: ['valideur'], canStepUp: true, hasPasskey: false, habilitations: [] },
  preparesDesksOf: [],
} as unknown as Me;
const word = (text: string) => ({ fr: text, en: text });
const ID = '01900000-0000-7000-8000-000000000000.signature~arrete';
const summary: FoldSummary = {
  ...{ id: ID, title: word('Temps partiel'), step: word('Signature'), template: 'act' },
  ...{ count: 3, marked: 1, overdue: 1 },
};
const desk: DeskView = {
  ...{ folds: [summary], next: null, shown: 3, setAside: 0, more: false },
  waiting: [{ what: 'signature', count: 3 }],
  counts: {
    kinds: [{ id: 'temps-partiel', name: word('Temps partiel'), count: 3 }],
    structures: [{ id: '01900000-0000-7000-8000-000000000001', name: 'Tribunal', count: 3 }],
    urgencies: [{ id: 'overdue', count: 1 }],
  },
};
const line = (taskKey: string, lastName: string, from: string) => ({
  ...{ taskKey, number: `2026-00${taskKey}`, agent: { id: taskKey, firstName: 'Claire', lastName } },
  ...{ structureName: 'Tribunal', dueOn: null, urgency: 'later' as const, marks: [], unusual: [] },
  differs: [{ key: 'from', value: word(from) }],
});
const fold: FoldView = {
  ...{ id: ID, title: word('Temps partiel'), step: word('Signature'), template: 'act', more: false },
  ...{ what: 'signature', together: null },
  common: [{ key: 'quota', label: word('Quotité'), value: word('80 %') }],
  fields: [{ key: 'from', label: word('À partir du') }],
  outliers: [
    {
      ...line('3', 'Troisième', '1er mars'),
      ...{ marks: ['opinion-reserved'], unusual: ['quota'] },
      differs: [{ key: 'quota', value: word('50 %') }],
    },
  ],
  alike: [line('1', 'Première', '1er janvier'), line('2', 'Deuxième', '1er février')],
  sha256: 'f'.repeat(64),
};
const task = (key: string, lastName: string) =>
  ({
    ...{ key, decision: 'signature', template: 'act', dueOn: null, overdue: false, step: word('Signature') },
    outcomes: [
      { outcome: 'signed', requires: ['stepUp'] },
      { outcome: 'refused', requires: ['reasonLaw', 'reasonFact'] },
    ],
    ...{ message: null, accepted: false, proposal: null, changes: [], others: { items: [], more: false } },
    requestView: {
      ...{ id: `r${key}`, number: `2026-00${key}`, agent: { id: key, firstName: 'Claire', lastName } },
      ...{ structureName: 'Tribunal', decisions: [], answers: [], pieces: [], contests: null, contestedBy: [] },
    },
  }) as unknown as TaskView;
/** A tilde is written so in a query. */
const DRAWINGS = `GET /api/signing/drawings?fold=${ID.replace('~', '%7E')}`;
const PREPARED = `GET /api/signing/desks/me/prepared/${ID}`;
const ANSWERS = {
  'GET /api/signing/desk': desk,
  [`GET /api/signing/folds/${ID}`]: fold,
  [`POST /api/signing/folds/${ID}/draw`]: new Response(null, { status: 202 }),
  [DRAWINGS]: { drawn: [{ taskKey: '1', sha256: 'a'.repeat(64) }], waiting: 2, total: 3 },
  [PREPARED]: { placed: [], placedBy: null, asides: [], notes: [] },
  'GET /api/tasks/1': task('1', 'Première'),
  'GET /api/tasks/2': task('2', 'Deuxième'),
  'GET /api/tasks/3': task('3', 'Troisième'),
};
const open = (at = '/desk') =>
  show(
    <MeProvider value={me}>
      <SpaceContext.Provider value={{ space: 'valideur', enter: () => {} }}>
        <DeskPage />
      </SpaceContext.Provider>
    </MeProvider>,
    { at },
  );
const lineNamed = (name: RegExp) => screen.findByRole('button', { name });

test('a fold opens on what all acts share, those to be looked at first, and of each what differs', async () => {
  serve(ANSWERS);
  const { router } = open();
  const top = await screen.findByRole('button', { name: /Temps partiel/ });
  expect(top.textContent).toContain('1 à regarder');
  expect(top.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(top);
  expect((await screen.findByText('Quotité', { selector: 'dt' })).nextSibling?.textContent).toBe('80 %');
  const lines = screen.getAllByRole('button', { name: /Claire/ }).map(({ textContent }) => textContent);
  expect(lines.map((text) => /[A-ZÀ-Þ]\p{L}+ième|Première/u.exec(text ?? '')?.[0])).toEqual([
    ...['Troisième', 'Première', 'Deuxième'],
  ]);
  expect(lines[0]).toContain('Avis réservé');
  expect(lines[0]).toContain('50 % (inhabituel)');
  expect(screen.getByRole('heading', { name: 'À regarder : 1 acte' })).toBeDefined();
  expect(new URLSearchParams(router.state.location.search).get('fold')).toBe(ID);
});

test('the arrows go from one act to the next, the file of each beside the list; keys act on it, Escape comes back', async () => {
  const calls = serve({
    ...ANSWERS,
    'POST /api/tasks/1/preview': { sha256: 'a'.repeat(64), size: 1, title: 'Arrêté' },
  });
  open(`/desk?fold=${ID}`);
  const first = await lineNamed(/Troisième/);
  first.focus();
  fireEvent.keyDown(first, { key: 'ArrowDown' });
  const second = await lineNamed(/Première/);
  expect(document.activeElement).toBe(second);
  const pane = screen.getByRole('region', { name: 'L’acte choisi' });
  expect(await within(pane).findByRole('heading', { name: /Première/ })).toBeDefined();
  expect(second.getAttribute('aria-current')).toBe('true');
  fireEvent.keyDown(second, { key: 'o' });
  await waitFor(() => expect(pane.querySelector('iframe')).not.toBeNull());
  expect(document.activeElement?.textContent).toBe('L’acte');
  fireEvent.keyDown(document.activeElement ?? second, { key: 'Escape' });
  expect(document.activeElement).toBe(second);
  fireEvent.keyDown(second, { key: 'r' });
  expect(document.activeElement?.id).toBe('reasonLaw');
  fireEvent.keyDown(second, { key: 'x' });
  expect(calls.filter(({ endpoint }) => endpoint.startsWith('POST /api/tasks'))).toHaveLength(1);
});

test('a refusal with its reasons leaves one on the desk, at the next act', async () => {
  const receipt = { decisionId: 'd', state: 'recorded', requestId: 'r1', nextTaskKey: null };
  const calls = serve({ ...ANSWERS, 'POST /api/tasks/1/decision': receipt });
  const { router } = open(`/desk?fold=${ID}&task=1`);
  await lineNamed(/Première/);
  fireEvent.click(await screen.findByRole('button', { name: 'Refuser la demande' }));
  fireEvent.change(screen.getByLabelText('Motif de droit'), { target: { value: 'Article 1' } });
  fireEvent.change(screen.getByLabelText('Motif de fait'), { target: { value: 'Effectif' } });
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer le refus' }));
  expect(await screen.findByText('Le refus est enregistré.')).toBeDefined();
  expect(router.state.location.pathname).toBe('/desk');
  expect(new URLSearchParams(router.state.location.search).get('task')).toBe('2');
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Deuxième'));
  expect(calls.find(({ endpoint }) => endpoint.startsWith('POST /api/tasks'))?.body).toMatchObject({
    outcome: 'refused',
  });
});

test('the pages of an open fold are ordered, once, and how many are ready is said', async () => {
  const calls = serve(ANSWERS);
  open(`/desk?fold=${ID}`);
  expect(await screen.findByText('Pages prêtes : 1 sur 3')).toBeDefined();
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('1');
  expect(calls.filter(({ endpoint }) => endpoint.endsWith('/draw'))).toEqual([
    { endpoint: `POST /api/signing/folds/${ID}/draw`, body: {} },
  ]);
});

test('pages that are about to be ordered are not said to be refused; those of yesterday are ordered anew', async () => {
  let drawings = { drawn: [] as { taskKey: string; sha256: string }[], waiting: 0, total: 3 };
  let answer = () => {};
  const ordered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const calls = serve({
    ...ANSWERS,
    [DRAWINGS]: () => drawings,
    [`POST /api/signing/folds/${ID}/draw`]: async () => {
      await ordered;
      return new Response(null, { status: 202 });
    },
    'POST /api/signing/batches': { id: ID.slice(0, 36), root: 'a'.repeat(64), count: 2 },
    [`POST /api/signing/batches/${ID.slice(0, 36)}/step-up`]: refusal(409, 'preview-outdated'),
  });
  open(`/desk?fold=${ID}`);
  expect(await screen.findByText('Pages prêtes : 0 sur 3')).toBeDefined();
  expect(screen.queryByText(/pas pu être composé/)).toBeNull();
  drawings = { ...drawings, drawn: ['1', '2'].map((taskKey) => ({ taskKey, sha256: taskKey.repeat(64) })) };
  await act(async () => answer());
  expect(await screen.findByText(/1 acte n’a pas pu être composé/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Signer 2 actes' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Signer 2 actes' }));
  fireEvent.change(await dialog.findByRole('textbox'), { target: { value: '123456' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Signer' }));
  await dialog.findByText(/L’acte a changé depuis/);
  await waitFor(() => expect(calls.filter(({ endpoint }) => endpoint.endsWith('/draw'))).toHaveLength(2));
});

test('the acts whose page is ready are signed by one proof; one that stands out joins once it was shown, and says that it was', async () => {
  const drawn = ['1', '3'].map((taskKey) => ({ taskKey, sha256: taskKey.repeat(64) }));
  serve({
    ...ANSWERS,
    [DRAWINGS]: { drawn, waiting: 0, total: 3 },
    'POST /api/tasks/3/preview': { sha256: '3'.repeat(64), size: 1, title: 'Arrêté' },
  });
  open(`/desk?fold=${ID}&task=3`);
  expect(await screen.findByRole('button', { name: 'Signer 1 acte' })).toBeDefined();
  expect(screen.getByText(/1 acte à regarder n’en est pas/)).toBeDefined();
  expect(screen.getByText(/1 acte n’a pas pu être composé/)).toBeDefined();
  expect(screen.queryByText('Acte affiché')).toBeNull();
  fireEvent.click(await screen.findByRole('button', { name: 'Afficher l’acte' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Signer 2 actes' }));
  expect((await lineNamed(/Troisième/)).textContent).toContain('Acte affiché');
  expect((await lineNamed(/Première/)).textContent).not.toContain('Acte affiché');
  expect(screen.queryByText(/n’en est pas/)).toBeNull();
  expect(await screen.findByRole('dialog', { name: 'Signer 2 actes' })).toBeDefined();
});

test('an act is put aside by its key; the next one takes its place, and it is found in a list of its own', async () => {
  const calls = serve({
    ...ANSWERS,
    ...{ 'GET /api/signing/desk': { ...desk, setAside: 1 }, 'PUT /api/tasks/1/aside': undefined },
  });
  const { router } = open(`/desk?fold=${ID}&task=1`);
  await screen.findByRole('button', { name: 'Mettre de côté' });
  const first = await lineNamed(/Première/);
  first.focus();
  fireEvent.keyDown(first, { key: 'm' });
  expect(await screen.findByText('L’acte est mis de côté.')).toBeDefined();
  expect(calls.find(({ endpoint }) => endpoint.startsWith('PUT'))?.body).toEqual({ aside: true });
  expect(new URLSearchParams(router.state.location.search).get('task')).toBe('2');
  expect(screen.getByRole('button', { name: 'Mis de côté (1)' }).getAttribute('aria-pressed')).toBe('false');
});

test('what an assistant prepared is said on the desk: who put it in order, undone at once, why an act is aside, a note', async () => {
  const by = { id: 'agnes', firstName: 'Agnès', lastName: 'Aide' };
  const prepared = {
    ...{ placed: ['1'], placedBy: by, notes: [{ taskKey: '1', text: 'Attendu mardi.', by }] },
    asides: [{ taskKey: '2', reason: 'Pièce à revoir', by }],
  };
  const order = `PUT /api/signing/desks/me/order/${ID}`;
  const calls = serve({ ...ANSWERS, [PREPARED]: prepared, [order]: undefined });
  open(`/desk?fold=${ID}`);
  expect(await screen.findByText('Note (Agnès Aide) : Attendu mardi.')).toBeDefined();
  expect(screen.getByText('Mis de côté par Agnès Aide : Pièce à revoir')).toBeDefined();
  expect(screen.getByText('Mis en ordre par Agnès Aide.')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Revenir à l’ordre des échéances' }));
  await waitFor(() => expect(calls.find(({ endpoint }) => endpoint === order)?.body).toEqual({ taskKeys: [] }));
});

test('what became of a batch stays said once its last act is signed and the fold is gone', async () => {
  const batch = { id: '01900000-0000-7000-8000-000000000002', root: 'a'.repeat(64), count: 2 };
  const acts = ['1', '2'].map((taskKey) => ({ taskKey, outcome: 'sealed', code: null, request: null }));
  let isLeft = true;
  serve({
    ...ANSWERS,
    'GET /api/signing/desk': () => (isLeft ? desk : { ...desk, folds: [], shown: 0 }),
    [DRAWINGS]: { drawn: acts.map(({ taskKey }) => ({ taskKey, sha256: 'a'.repeat(64) })), waiting: 0, total: 3 },
    'POST /api/signing/batches': batch,
    [`POST /api/signing/batches/${batch.id}/step-up`]: batch,
    [`GET /api/signing/batches/${batch.id}`]: {
      ...{ ...batch, state: 'written', verifiedAt: null, stopAskedAt: null, acts },
      counts: { waiting: 0, signed: 2, sealed: 2, refused: 0 },
    },
  });
  const { router } = open(`/desk?fold=${ID}&task=1`);
  fireEvent.click(await screen.findByRole('button', { name: 'Signer 2 actes' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Signer 2 actes' }));
  fireEvent.change(await dialog.findByRole('textbox'), { target: { value: '123456' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Signer' }));
  await dialog.findByText(/La signature est terminée/);
  isLeft = false;
  await act(() => refresh('/api/signing/desk'));
  await waitFor(() => expect(document.querySelector('.h-fold')).toBeNull());
  expect(dialog.getByText(/La signature est terminée/)).toBeDefined();
  fireEvent.click(dialog.getAllByRole('button', { name: 'Fermer' }).at(-1) as HTMLElement);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.activeElement?.tagName).toBe('H1');
  expect(new URLSearchParams(router.state.location.search).get('task')).toBeNull();
});

test('a key does nothing to the act that is shown where another line has the focus', async () => {
  const calls = serve({ ...ANSWERS, 'PUT /api/tasks/1/aside': undefined });
  open(`/desk?fold=${ID}&task=1`);
  await screen.findByRole('button', { name: 'Mettre de côté' });
  const other = await lineNamed(/Deuxième/);
  other.focus();
  for (const key of ['m', 's', 'r']) fireEvent.keyDown(other, { key });
  expect(calls.filter(({ endpoint }) => /^(PUT|POST \/api\/tasks)/.test(endpoint))).toEqual([]);
  expect(document.activeElement).toBe(other);
});

test('filters stand in the address, say how many acts each choice shows, and close what they may hide', async () => {
  serve({ ...ANSWERS, 'GET /api/signing/desk?due=overdue': { ...desk, folds: [], shown: 0 } });
  const { router } = open(`/desk?fold=${ID}&task=1`);
  const due = await screen.findByLabelText('Échéance');
  expect(within(due).getByRole('option', { name: 'En retard (1)' })).toBeDefined();
  fireEvent.change(due, { target: { value: 'overdue' } });
  expect(await screen.findByText('Rien avec ces filtres')).toBeDefined();
  expect(router.state.location.search).toBe('?due=overdue');
});

test('whoever turned to the next kinds comes back to the first ones, from a page of which nothing is left too', async () => {
  const other = '01900000-0000-7000-8000-000000000009.signature~arrete';
  const next = `GET /api/signing/desk?after=${ID.replace('~', '%7E')}`;
  serve({
    ...ANSWERS,
    'GET /api/signing/desk': { ...desk, next: ID },
    [next]: { ...desk, folds: [{ ...summary, id: other, title: word('Télétravail') }] },
  });
  const { router } = open();
  fireEvent.click(await screen.findByRole('button', { name: 'Démarches suivantes' }));
  expect(await screen.findByRole('button', { name: /Télétravail/ })).toBeDefined();
  expect(document.activeElement?.tagName).toBe('H1');
  serve({ ...ANSWERS, [next]: { ...desk, folds: [] } });
  await act(() => refresh('/api/signing'));
  expect(await screen.findByText('Plus rien après les démarches précédentes')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Premières démarches' }));
  expect(await screen.findByRole('button', { name: /Temps partiel/ })).toBeDefined();
  expect(router.state.location.search).toBe('');
  expect(screen.queryByRole('button', { name: 'Premières démarches' })).toBeNull();
});

test('in English too, and when nothing waits', async () => {
  serve({ 'GET /api/signing/desk': { ...desk, folds: [], shown: 0 } });
  await speak('en');
  open();
  expect(await screen.findByText('Nothing to sign')).toBeDefined();
  expect(screen.getByRole('heading', { level: 1, name: 'Signing desk' })).toBeDefined();
});
