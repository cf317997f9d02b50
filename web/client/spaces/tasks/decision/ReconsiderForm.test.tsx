import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { MeProvider } from '#web/client/app/me.tsx';
import type { Me } from '#web/contract/account/me.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { ReconsiderForm } from './ReconsiderForm.tsx';

const task = { key: '7', outcomes: [{ outcome: 'reconsidered', requires: ['reason'] }] } as unknown as TaskView;
const me = { spaces: ['valideur'] } as unknown as Me;

test('whoever goes back on a refusal says why, and it is sent with the decision', async () => {
  const calls = serve({});
  show(
    <MeProvider value={me}>
      <ReconsiderForm task={task} onBack={() => {}} />
    </MeProvider>,
  );

  await userEvent.click(screen.getByRole('button', { name: 'Réexaminer' }));
  const reason = screen.getByRole('textbox', { name: 'Motif (obligatoire)' });
  expect(reason.getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(reason);
  expect(calls).toEqual([]);

  await userEvent.type(reason, 'Un poste vient d’être pourvu.');
  await userEvent.click(screen.getByRole('button', { name: 'Réexaminer' }));
  expect(calls).toEqual([
    {
      endpoint: 'POST /api/tasks/7/decision',
      body: { outcome: 'reconsidered', reason: 'Un poste vient d’être pourvu.' },
    },
  ]);
});
