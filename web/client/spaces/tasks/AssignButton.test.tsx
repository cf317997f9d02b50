import { expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { Me } from '#web/contract/account/me.ts';
import type { TaskSummary } from '#web/contract/requests/tasks.ts';
import { MeProvider } from '../../app/me.tsx';
import { AssignButton } from './AssignButton.tsx';

const showFor = (role: string, decision: TaskSummary['decision']) => {
  const step = { fr: 'Étape', en: 'Step' };
  const task = { ...{ key: '1', role, decision, step, assignee: null }, request: { number: '2026-000001' } };
  show(
    <MeProvider value={{ id: 'claire' } as unknown as Me}>
      <AssignButton task={task as unknown as TaskSummary} />
    </MeProvider>,
  );
};

test.each([
  ['agent', 'answer'],
  ['agent', 'complement'],
  ['demandeur', 'complement'],
] as const)('a step of the %s waits for them: nobody is offered to take it (%s)', (role, decision) => {
  showFor(role, decision);
  expect(screen.queryByRole('button')).toBeNull();
  expect(document.body.textContent).toContain('Vous');
});

test('a step that several hold is taken by one of them', () => {
  showFor('valideur', 'visa');
  expect(screen.getByRole('button', { name: /Prendre/ })).toBeDefined();
});

test('a task that somebody else took first says so, and the lists are read again', async () => {
  const calls = serve({ 'PUT /api/tasks/1/assignee': refusal(409, 'task-assigned-to-another') });
  showFor('valideur', 'visa');
  const take = screen.getByRole<HTMLButtonElement>('button', { name: /Prendre/ });
  await userEvent.click(take);
  expect((await screen.findByText(/a pris cette tâche/)).getAttribute('role')).toBe('alert');
  expect(calls.map(({ body }) => body)).toEqual([{ assign: true }]);
  await waitFor(() => expect(take.disabled).toBe(false));
});
