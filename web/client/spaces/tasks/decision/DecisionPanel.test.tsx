import { afterEach, expect, test } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { readLocalCopy } from '#web/client/api/local-copy.ts';
import { MeProvider } from '#web/client/app/me.tsx';
import type { Me } from '#web/contract/account/me.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { DecisionPanel } from './DecisionPanel.tsx';

const me = { spaces: ['valideur'], canStepUp: true } as unknown as Me;
const task = { key: '7', decision: 'signature', template: 'refusal', outcomes: [] } as unknown as TaskView;

afterEach(() => localStorage.clear());

test.each([
  ['a visa was refused', 'visa', 'refused', 'Visa refusé : motifs'],
  ['a signature was refused', 'signature', 'refused', 'Signature refusée : motifs'],
  ['a refusal was taken back', 'signature', 'reconsidered', 'Refus réexaminé : motif'],
  ['more was asked for', 'visa', 'complement', 'Ce qui est demandé'],
])('what is quoted beside the decision is said to be what it is, where %s', (_where, kind, outcome, said) => {
  serve({});
  show(
    <MeProvider value={me}>
      <DecisionPanel task={{ ...task, message: { kind, outcome, text: 'Poste à pourvoir.' } }} />
    </MeProvider>,
  );
  expect(screen.getByText('Poste à pourvoir.').closest('blockquote')?.textContent).toBe(`${said}Poste à pourvoir.`);
});

test.each([
  ['can refuse is said to grant', ['approved', 'refused'], /accorde la demande, ou la refuse/],
  ['cannot is said to check', ['approved', 'complement'], /complet et régulier/],
])('a visa that %s', (_what, outcomes, said) => {
  serve({});
  const offered = outcomes.map((outcome) => ({ outcome, requires: [] }));
  const seen = { requestView: { filedBy: null }, decision: 'visa', template: null, outcomes: offered };
  const visa = { ...task, ...seen } as unknown as TaskView;
  show(
    <MeProvider value={me}>
      <DecisionPanel task={visa} />
    </MeProvider>,
  );
  expect(screen.getByText(said)).toBeDefined();
});

const asked = {
  ...{ key: '9', decision: 'complement', outcomes: [{ outcome: 'completed', requires: ['reason'] }], pieceTypes: [] },
  ...{ typed: null, request: { id: 'r1' }, requestView: { pieces: [] }, template: null },
} as unknown as TaskView;
const answering = (task = asked) =>
  show(
    <MeProvider value={{ ...me, id: 'claire' } as Me}>
      <DecisionPanel task={task} />
    </MeProvider>,
  );
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox');

test('what one types in answer to a complement is kept when one leaves the page, and found again', async () => {
  const calls = serve({ 'PUT /api/tasks/9/answer': undefined });
  const { unmount } = answering();
  await userEvent.type(field(), 'Du lundi', { delay: null });
  unmount();
  await waitFor(() =>
    expect(calls).toContainEqual({ endpoint: 'PUT /api/tasks/9/answer', body: { text: 'Du lundi' } }),
  );
  await waitFor(() => expect(readLocalCopy('claire', 'task.9')).toBeNull());
  answering({ ...asked, typed: 'Du lundi' });
  expect(field().value).toBe('Du lundi');
});

test('while the server is away, this browser keeps the answer', async () => {
  serve({ 'PUT /api/tasks/9/answer': refusal(503, 'unavailable') });
  const { unmount } = answering();
  await userEvent.type(field(), 'Au jeudi', { delay: null });
  unmount();
  answering();
  expect(field().value).toBe('Au jeudi');
});

test('without a mouse, whoever refuses, comes back, reads the act and leaves it is never sent to the top of the page', async () => {
  serve({ 'POST /api/tasks/7/preview': { sha256: 'a'.repeat(64), size: 1, title: 'Arrêté' } });
  const outcomes = [
    { outcome: 'signed', requires: ['stepUp'] },
    { outcome: 'refused', requires: ['reasonLaw', 'reasonFact'] },
  ];
  show(
    <MeProvider value={me}>
      <DecisionPanel task={{ ...task, template: 'act', outcomes } as unknown as TaskView} />
    </MeProvider>,
  );
  const press = (name: string) => {
    const button = screen.getByRole('button', { name });
    button.focus();
    fireEvent.click(button);
  };
  press('Refuser la demande');
  expect(document.activeElement?.id).toBe('reasonLaw');
  press('Retour');
  expect(document.activeElement?.textContent).toBe('Relire et signer l’acte');
  press('Relire et signer l’acte');
  const dialog = await screen.findByRole('dialog');
  const read = await screen.findByRole('region', { name: 'L’acte à signer' });
  await waitFor(() => expect(document.activeElement).toBe(read));
  fireEvent.keyDown(dialog, { key: 'Escape' });
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Relire et signer l’acte'));
});

const decided = (seen: object) =>
  show(
    <MeProvider value={{ ...me, id: 'paul' } as Me}>
      <DecisionPanel task={{ ...task, requestView: { filedBy: null }, ...seen } as unknown as TaskView} />
    </MeProvider>,
  );
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const typeIn = (name: RegExp, text: string) =>
  userEvent.type(screen.getByRole('textbox', { name }), text, { delay: null });
const typedIn = (name: RegExp) => screen.getByRole<HTMLTextAreaElement>('textbox', { name }).value;

test('whoever goes back to the act while they write a refusal has nothing to write again', async () => {
  serve({});
  decided({ template: 'act', outcomes: [{ outcome: 'refused', requires: ['reasonLaw', 'reasonFact'] }] });
  await press('Refuser la demande');
  await typeIn(/Motif de droit/, 'Article L612-1');
  await press('Retour');
  await press('Refuser la demande');
  expect(typedIn(/Motif de droit/)).toBe('Article L612-1');
});

test('an opinion that one left to read the request is there again, until it is given', async () => {
  serve({ 'POST /api/tasks/7/decision': { state: 'done', nextTaskKey: null } });
  const opinion = {
    decision: 'opinion',
    outcomes: ['favorable', 'reserved'].map((outcome) => ({ outcome, requires: [] })),
  };
  decided(opinion).unmount();
  const { unmount } = decided(opinion);
  await userEvent.click(screen.getByRole('radio', { name: 'Réservé' }));
  await typeIn(/Observations|Motif/, 'Le renfort du greffe');
  unmount();
  decided(opinion);
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Réservé' }).checked).toBe(true);
  expect(typedIn(/Observations|Motif/)).toBe('Le renfort du greffe');
  await press('Rendre un avis réservé');
  await waitFor(() => expect(readLocalCopy('paul', 'task.7')).toBeNull());
});

test('what one typed on a task that somebody else decided meanwhile is kept no more', async () => {
  serve({ 'POST /api/tasks/7/decision': refusal(409, 'task-already-decided') });
  decided({ decision: 'visa', outcomes: [{ outcome: 'approved', requires: [] }] });
  await typeIn(/Observations|Motif/, 'Dossier complet');
  expect(readLocalCopy('paul', 'task.7')).not.toBeNull();
  await press('Accorder le visa');
  await waitFor(() => expect(readLocalCopy('paul', 'task.7')).toBeNull());
});

test('what one types to mend a post is found again by whoever comes back, until it is saved', async () => {
  const posting = { grade: 'Greffier', quality: 'greffier', structureName: 'Tribunal judiciaire de Valmont' };
  const lacking = {
    ...{ key: '8', decision: 'correction', outcomes: [{ outcome: 'corrected', requires: [] }] },
    correction: { posting, gaps: [] },
  } as unknown as TaskView;
  const mending = () =>
    show(
      <MeProvider value={{ ...me, id: 'nadia' } as Me}>
        <DecisionPanel task={lacking} />
      </MeProvider>,
    );
  serve({ 'PUT /api/tasks/8/correction': undefined });
  const { unmount } = mending();
  await userEvent.type(screen.getByRole('textbox', { name: /Motif/ }), 'Promotion du 1er septembre', { delay: null });
  unmount();

  mending();
  const reason = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Motif/ });
  expect(reason().value).toBe('Promotion du 1er septembre');
  await userEvent.click(screen.getByRole('button', { name: /Enregistrer/ }));
  await screen.findByText(/enregistré/i);
  expect(readLocalCopy('nadia', 'task.8')).toBeNull();
});
