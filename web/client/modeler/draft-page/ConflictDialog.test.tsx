import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { ApiProblem } from '../../api/api.ts';
import { DraftStore } from '../draft/draft-store.ts';
import { DraftFilesContext } from '../draft/use-draft-files.ts';
import { ConflictDialog } from './ConflictDialog.tsx';

const PATH = 'texts.fr.json';
const texts = (title: string, summary: string) => `${JSON.stringify({ title, summary }, null, 2)}\n`;
const draft = (text: string, revision = 1) =>
  ({
    ...{ id: 'd1', revision, updatedAt: '2026-11-24T10:00:00.000Z' },
    files: [{ path: PATH, text, sha256: '0'.repeat(64) }],
  }) as unknown as CircuitDraftView;
const SAVED = { savedAt: '2026-11-24T10:05:00.000Z', savedBy: { id: 'p1', firstName: 'Alice', lastName: 'Martin' } };

/** A draft that one changed here and Alice saved meanwhile. */
async function inConflict(mine: string, theirs: string) {
  serve({ 'GET /api/atelier/drafts/d1': draft(theirs, 2) });
  const error = new ApiProblem(409, await refusal(409, 'circuit-draft-changed', { revision: 2, ...SAVED }).json());
  const opened = draft(texts('Prêt', 'Prêter'));
  const store = new DraftStore(opened, {
    save: async () => Promise.reject(error),
    isConflict: () => true,
    mayComeBack: () => false,
    keep: () => {},
    forget: () => {},
  });
  store.change(PATH, mine);
  await store.save();
  const said: (string | null)[] = [];
  show(
    <DraftFilesContext value={{ draft: opened, store }}>
      <ConflictDialog error={error} onClose={() => said.push('closed')} onMerged={(name) => said.push(name)} />
    </DraftFilesContext>,
  );
  return { store, said };
}

test('what touches nothing of what another analyst saved is put together with it, without a question', async () => {
  const { store, said } = await inConflict(texts('Emprunt', 'Prêter'), texts('Prêt', 'Prêter un vélo'));
  await waitFor(() => expect(said).toEqual(['Alice Martin', 'closed']));
  expect(store.getState()).toMatchObject({ revision: 2, pending: { [PATH]: texts('Emprunt', 'Prêter un vélo') } });
  store.stop();
});

test('what both changed is shown side by side, and chosen', async () => {
  const { store, said } = await inConflict(texts('Emprunt', 'Emprunter'), texts('Location', 'Prêter'));
  const question = await screen.findByRole('group', { name: /title/ });
  expect(screen.getByText('"Emprunt"')).not.toBeNull();
  expect(screen.getByText('"Location"')).not.toBeNull();
  const join = screen.getByRole<HTMLButtonElement>('button', { name: 'Réunir' });
  expect(join.disabled).toBe(true);
  await userEvent.click(within(question).getByRole('radio', { name: 'Celle de Alice Martin' }));
  await userEvent.click(join);
  await waitFor(() => expect(said).toEqual(['closed']));
  expect(store.getState().pending).toEqual({ [PATH]: texts('Location', 'Emprunter') });
  store.stop();
});

test('what fails is said, and may be asked again', async () => {
  const { store, said } = await inConflict(texts('Emprunt', 'Emprunter'), texts('Location', 'Prêter'));
  await screen.findByRole('group', { name: /title/ });
  let answer: unknown = refusal(503, 'http-503');
  serve({ 'GET /api/atelier/drafts/d1': () => answer });
  const take = screen.getByRole('button', { name: 'Prendre la version enregistrée' });
  await userEvent.click(take);
  await screen.findByRole('alert');
  expect(said).toEqual([]);

  answer = draft(texts('Location', 'Prêter'), 2);
  await userEvent.click(take);
  await waitFor(() => expect(said).toEqual(['closed']));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(store.getState()).toMatchObject({ revision: 2, pending: {} });
  store.stop();
});
