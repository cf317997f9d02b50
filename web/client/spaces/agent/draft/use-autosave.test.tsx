import { afterEach, expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { readLocalCopy } from '#web/client/api/local-copy.ts';
import { speak } from '#web/client/language/language.ts';
import type { DraftView } from '#web/contract/requests/drafts.ts';
import { SaveLine } from './SaveLine.tsx';
import { useAutosave } from './use-autosave.ts';

const IBAN = { type: 'textfield', key: 'iban', properties: { sensitive: 'true' } };
const draft = {
  id: 'draft-1',
  updatedAt: '2026-11-26T13:32:00Z',
  revision: 4,
  kindDetail: { form: { components: [IBAN] } },
} as unknown as DraftView;
const SAVE = 'PUT /api/drafts/draft-1';
const saved = (revision: number) => ({ ...draft, revision, updatedAt: '2026-11-26T13:40:00Z' });

afterEach(() => localStorage.clear());

function Form({ iban = 'FR76' }: { iban?: string }) {
  const { state, elsewhere, changed, save, settle } = useAutosave(draft, 'claire');
  return (
    <>
      <SaveLine state={state} resumed={false} />
      <input aria-label="Motif" onChange={(event) => changed({ reason: event.target.value, iban })} />
      <button type="button" onClick={() => save()}>
        Enregistrer
      </button>
      {elsewhere ? (
        <button type="button" onClick={() => settle(elsewhere, { reason: 'le mien' })}>
          Garder cet écran
        </button>
      ) : null}
    </>
  );
}
/** Without a pause, however slow the machine. */
const type = (text: string) => userEvent.type(screen.getByRole('textbox', { name: 'Motif' }), text, { delay: null });
const line = () => screen.getByRole('status').textContent;

test('what is typed is saved once, after a pause, on the revision that it was typed on', async () => {
  const calls = serve({ [SAVE]: saved(5) });
  show(<Form />);
  expect(line()).toContain('Enregistré à 14:32');

  await type('études');
  expect(line()).toContain('Enregistrement…');
  expect(readLocalCopy('claire', 'draft-1')?.data).toEqual({ reason: 'études' });

  await waitFor(() => expect(line()).toContain('Enregistré à 14:40'));
  expect(calls).toEqual([{ endpoint: SAVE, body: { data: { reason: 'études', iban: 'FR76' }, revision: 4 } }]);
  expect(readLocalCopy('claire', 'draft-1')).toBeNull();
});

test('whoever saves again and again while a slow save is under way is in no conflict with themselves', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let revision = 4;
  const calls = serve({
    [SAVE]: async ({ body }: { body: unknown }) => {
      if ((body as { revision: number }).revision !== revision) return refusal(409, 'draft-changed-elsewhere');
      revision += 1;
      const answer = saved(revision);
      await promise;
      return answer;
    },
  });
  show(<Form />);
  const save = screen.getByRole('button', { name: 'Enregistrer' });
  await type('é');
  await userEvent.click(save);
  await type('tudes');
  await userEvent.click(save);
  await userEvent.click(save);
  expect(calls).toHaveLength(1);

  resolve();

  await waitFor(() => expect(line()).toContain('Enregistré à 14:40'));
  expect(calls.map(({ body }) => body)).toEqual([
    { data: { reason: 'é', iban: 'FR76' }, revision: 4 },
    { data: { reason: 'études', iban: 'FR76' }, revision: 5 },
  ]);
});

test('what the server does not take is kept in this browser, the account number apart, and the line says so', async () => {
  serve({ [SAVE]: refusal(403, 'forbidden') });
  show(<Form />);

  await type('études');

  await waitFor(() => expect(line()).toContain('Conservé sur ce poste'));
  expect(readLocalCopy('claire', 'draft-1')).toMatchObject({ data: { reason: 'études' }, revision: 4 });
});

test('a copy saved elsewhere is not written over until the person has chosen', async () => {
  const other = { data: { reason: 'l’autre' }, revision: 9, updatedAt: '2026-11-26T13:35:00Z' };
  let settled = false;
  const calls = serve({
    [SAVE]: () => (settled ? saved(10) : refusal(409, 'draft-changed-elsewhere', { draft: other })),
  });
  show(<Form />);
  await type('x');
  const keep = await screen.findByRole('button', { name: 'Garder cet écran' });
  expect(calls).toHaveLength(1);

  settled = true;
  await userEvent.click(keep);

  await waitFor(() => expect(line()).toContain('Enregistré à 14:40'));
  expect(calls.at(-1)?.body).toEqual({ data: { reason: 'le mien' }, revision: 9 });
});

test('whoever saved, the answer being lost on the way, is in no conflict with themselves', async () => {
  // The server gives its masks back, and the keys in an order of its own.
  const iban = 'FR76 •• 189';
  const kept = { data: { iban, note: null, reason: 'études' }, revision: 5, updatedAt: '2026-11-26T13:35:00Z' };
  const calls = serve({ [SAVE]: refusal(409, 'draft-changed-elsewhere', { draft: kept }) });
  show(<Form iban={iban} />);

  await type('études');

  await waitFor(() => expect(line()).toContain('Enregistré à 14:35'));
  expect(calls).toHaveLength(1);
  expect(screen.queryByRole('button', { name: 'Garder cet écran' })).toBeNull();
  expect(readLocalCopy('claire', 'draft-1')).toBeNull();
});

test('nor is whoever typed on since: all of it is saved', async () => {
  let revision = 4;
  const calls = serve({
    [SAVE]: ({ body }: { body: unknown }) => {
      const asked = body as { data: { reason: string }; revision: number };
      if (asked.revision !== revision)
        return refusal(409, 'draft-changed-elsewhere', {
          draft: { ...saved(revision), data: { iban: 'FR76', reason: 'é' } },
        });
      revision += 1;
      // The first is written down, and its answer lost.
      if (revision === 5) throw new TypeError('network');
      return saved(revision);
    },
  });
  show(<Form />);
  const save = screen.getByRole('button', { name: 'Enregistrer' });
  await type('é');
  await userEvent.click(save);
  await waitFor(() => expect(line()).toContain('Conservé sur ce poste'));
  await type('tudes');
  await userEvent.click(save);

  await waitFor(() => expect(line()).toContain('Enregistré à 14:40'));
  expect(calls.map(({ body }) => (body as { revision: number }).revision)).toEqual([4, 4, 5]);
  expect(screen.queryByRole('button', { name: 'Garder cet écran' })).toBeNull();
});

test('the line speaks English too', async () => {
  await speak('en');
  serve({ [SAVE]: saved(5) });
  show(<Form />);
  expect(line()).toContain('Saved at 14:32');
});
