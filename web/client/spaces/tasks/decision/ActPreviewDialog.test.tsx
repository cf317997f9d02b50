import { afterEach, expect, jest, test } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { MeProvider } from '#web/client/app/me.tsx';
import type { Me } from '#web/contract/account/me.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { ActPreviewDialog } from './ActPreviewDialog.tsx';

const me = { spaces: ['signataire'], canStepUp: true, habilitations: [] } as unknown as Me;
const task = { key: '7' } as unknown as TaskView;
const drawn = { sha256: 'a'.repeat(64), size: 1, title: 'Arrêté' };
const open = () =>
  show(
    <MeProvider value={me}>
      <ActPreviewDialog task={task} onClose={() => {}} />
    </MeProvider>,
  );
afterEach(() => {
  jest.restoreAllMocks();
});

test('an act that stayed on screen overnight is drawn again, before any code is asked for', async () => {
  const calls = serve({ 'POST /api/tasks/7/preview': drawn });
  const { now } = Date;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() - 86_400_000);
  open();
  await screen.findByText(drawn.sha256);
  clock.mockRestore();
  const sign = () => fireEvent.click(screen.getByRole('button', { name: 'Signer cet acte' }));
  sign();
  expect(await screen.findByText(/Le jour a changé/)).toBeDefined();
  expect(screen.queryByLabelText(/Code/)).toBeNull();
  await screen.findByText(drawn.sha256);
  expect(calls.map(({ endpoint }) => endpoint)).toEqual(['POST /api/tasks/7/preview', 'POST /api/tasks/7/preview']);
  sign();
  expect(await screen.findByRole('heading', { name: /identité/i })).toBeDefined();
});

test('a page that can be signed no more is drawn again, with why, and the code is kept', async () => {
  const calls = serve({
    'POST /api/tasks/7/preview': drawn,
    'POST /api/tasks/7/step-up': refusal(409, 'preview-outdated'),
  });
  open();
  await screen.findByText(drawn.sha256);
  fireEvent.click(screen.getByRole('button', { name: 'Signer cet acte' }));
  fireEvent.change(await screen.findByRole('textbox'), { target: { value: '123456' } });
  fireEvent.click(screen.getByRole('button', { name: 'Signer' }));
  expect(await screen.findByText(/L’acte a changé depuis/)).toBeDefined();
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(calls.map(({ endpoint }) => endpoint)).toEqual([
    'POST /api/tasks/7/preview',
    'POST /api/tasks/7/step-up',
    'POST /api/tasks/7/preview',
  ]);
});
