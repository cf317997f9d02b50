import { afterEach, expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { addressOf } from '#web/client/api/address.ts';
import { forgetOldCopies, forgetOverTasks } from '#web/client/api/forget-copies.ts';
import { queryClient } from '#web/client/api/query.ts';
import { signOut } from '#web/client/api/sign-in.ts';
import { MeProvider } from '#web/client/app/me.tsx';
import type { Me } from '#web/contract/account/me.ts';
import { useTyped } from './use-typed.ts';

const paul = { id: 'paul' } as Me;
const victor = { id: 'victor' } as Me;
const DAY = 86_400_000;

afterEach(() => localStorage.clear());

function Reason({ taskKey }: { taskKey: string }) {
  const [{ reason }, type] = useTyped(taskKey, { reason: '' });
  return <textarea aria-label={taskKey} value={reason} onChange={({ target }) => type({ reason: target.value })} />;
}

/** Somebody types why, on each of these tasks. */
async function types(me: Me, ...taskKeys: string[]): Promise<void> {
  const { unmount } = show(
    <MeProvider value={me}>
      {taskKeys.map((key) => (
        <Reason key={key} taskKey={key} />
      ))}
    </MeProvider>,
  );
  for (const key of taskKeys)
    await userEvent.type(screen.getByRole('textbox', { name: key }), `Pourquoi ${key}`, { delay: null });
  unmount();
}

const copies = () => Object.entries<string>({ ...localStorage }).filter(([name]) => name.startsWith('harmonie.draft.'));
/** What the browser still says, whoever looks into it. */
const kept = () => copies().map(([, text]) => JSON.parse(text).data.reason);

test('what was typed on a task that somebody else decided, or holds now, leaves the browser; on the others it stays', async () => {
  await types(paul, '1', '2', '3', '4');
  await types(victor, '5');
  serve({
    'GET /api/tasks/1': { key: '1' },
    'GET /api/tasks/2': refusal(410, 'task-ended'),
    'GET /api/tasks/3': refusal(404, 'not-found'),
    'GET /api/tasks/4': refusal(503, 'unavailable'),
  });
  await forgetOverTasks(paul.id);
  expect(kept().sort()).toEqual(['Pourquoi 1', 'Pourquoi 4', 'Pourquoi 5']);
});

test('whoever signs out leaves nothing of what they typed on tasks in a browser that others use', async () => {
  await types(paul, '1');
  await types(victor, '2');
  queryClient.setQueryData([addressOf('GET /api/me')], paul);
  serve({ 'POST /api/auth/sign-out': { redirect: '#signed-out' } });
  await signOut();
  expect(kept()).toEqual(['Pourquoi 2']);
});

test('what nobody came back to for a month is kept no more, whoever typed it', async () => {
  await types(paul, '1');
  await types(victor, '2');
  for (const [name, text] of copies()) {
    const copy = JSON.parse(text);
    const days = name.includes('victor') ? 31 : 29;
    localStorage.setItem(name, JSON.stringify({ ...copy, at: new Date(Date.now() - days * DAY).toISOString() }));
  }
  forgetOldCopies();
  expect(kept()).toEqual(['Pourquoi 1']);
});
