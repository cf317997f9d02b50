import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { MeProvider } from '#web/client/app/me.tsx';
import type { Me } from '#web/contract/account/me.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { OutcomeForm } from './OutcomeForm.tsx';

const task = {
  key: '7',
  outcomes: [{ outcome: 'approved', requires: [] }],
  requestView: { filedBy: null },
} as unknown as TaskView;
const me = { spaces: ['valideur'] } as unknown as Me;

test('whoever would grant what meets another period reads which, and until when', async () => {
  const params = { number: '2026-000042', from: '2027-03-01', until: '2027-08-31' };
  const faults = [{ field: 'startDate', code: 'period-granted', params }];
  serve({ 'POST /api/tasks/7/decision': refusal(409, 'effect-unlawful', { faults }) });
  show(
    <MeProvider value={me}>
      <OutcomeForm task={task} decision="visa" />
    </MeProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Accorder le visa' }));
  const said = await screen.findByText(/ne peut plus être accordée/);
  expect(said.textContent).toContain('du 1er mars 2027 au 31 août 2027 (demande 2026-000042)');
  expect(said.textContent).toContain('Rien n’est enregistré');
});
