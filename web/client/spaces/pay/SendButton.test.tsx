import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SendButton } from './SendButton.tsx';

test('what is ready to be sent, where it could not be read, is asked for again in the dialog', async () => {
  let ready: unknown = refusal(403, 'forbidden');
  serve({ 'GET /api/pay/ready?month=2026-11': () => ready });
  show(<SendButton month="2026-11" onNotice={() => {}} />);
  await userEvent.click(screen.getByRole('button'));
  expect(await screen.findByRole('alert')).toBeDefined();
  ready = { items: [{ structureId: 's1', structureName: 'Tribunal judiciaire de Valmont', count: 3 }] };
  await userEvent.click(screen.getByRole('button', { name: 'Réessayer' }));
  expect((await screen.findByRole('combobox')).textContent).toContain('Tribunal judiciaire de Valmont');
});
