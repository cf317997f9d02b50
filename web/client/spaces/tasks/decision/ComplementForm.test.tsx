import { afterEach, expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { readLocalCopy } from '#web/client/api/local-copy.ts';
import { MeProvider } from '#web/client/app/me.tsx';
import type { Me } from '#web/contract/account/me.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { ComplementForm } from './ComplementForm.tsx';

const task = {
  key: '7',
  decision: 'complement',
  typed: null,
  pieceTypes: [],
  outcomes: [{ outcome: 'completed', requires: ['reason'] }],
  request: { id: 'request-1' },
  requestView: { pieces: [] },
} as unknown as TaskView;
const KEEP = 'PUT /api/tasks/7/answer';
const REQUEST = { 'GET /api/requests/request-1': { pieces: [] } };

const open = () =>
  show(
    <MeProvider value={{ id: 'claire', spaces: ['agent'], habilitations: [] } as unknown as Me}>
      <ComplementForm task={task} />
    </MeProvider>,
  );
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox');
const type = (text: string) => userEvent.type(field(), text, { delay: null });
const here = () => readLocalCopy('claire', 'task.7')?.data;

afterEach(() => localStorage.clear());

test('what the agent types is kept here at once, then by the server, once', async () => {
  const calls = serve({ ...REQUEST, [KEEP]: {} });
  open();

  await type('Voici ma pièce');
  expect(here()).toEqual({ answer: 'Voici ma pièce' });

  await waitFor(() => expect(here()).toBeUndefined(), { timeout: 10_000 });
  expect(calls.filter(({ endpoint }) => endpoint === KEEP)).toEqual([
    { endpoint: KEEP, body: { text: 'Voici ma pièce' } },
  ]);
});

test('what the server could not take is sent again by itself once it is back', async () => {
  let isAway = true;
  serve({
    ...REQUEST,
    [KEEP]: () => {
      if (!isAway) return {};
      isAway = false;
      throw new TypeError('network');
    },
  });
  open();

  await type('Voici ma pièce');
  await waitFor(() => expect(isAway).toBe(false), { timeout: 10_000 });
  expect(here()).toEqual({ answer: 'Voici ma pièce' });

  await waitFor(() => expect(here()).toBeUndefined(), { timeout: 20_000 });
}, 40_000);

test('what this browser kept is there again, and goes to the server with what follows', async () => {
  localStorage.setItem(
    'harmonie.draft.claire.task.7',
    JSON.stringify({ data: { answer: 'Voici' }, revision: 0, at: '2026-11-26T13:32:00Z' }),
  );
  const calls = serve({ ...REQUEST, [KEEP]: {} });
  open();
  expect(field().value).toBe('Voici');

  await type(' ma pièce');

  await waitFor(() => expect(here()).toBeUndefined(), { timeout: 10_000 });
  expect(calls.at(-1)).toEqual({ endpoint: KEEP, body: { text: 'Voici ma pièce' } });
});

test('whoever may not answer there any more has nothing to find again', async () => {
  serve({ ...REQUEST, [KEEP]: refusal(410, 'task-ended') });
  open();

  await type('Trop tard');

  await waitFor(() => expect(here()).toBeUndefined(), { timeout: 10_000 });
});
