import { expect, test } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { MaskedAnswer } from './MaskedAnswer.tsx';

const REVEAL = 'POST /api/tasks/12/reveal';
const ANSWER = { key: 'iban', label: { fr: 'IBAN', en: 'IBAN' }, value: { fr: 'FR76 ••••', en: 'FR76 ••••' } };

const open = () => show(<MaskedAnswer taskKey="12" answer={ANSWER as never} />);
const button = (name: string) => screen.findByRole('button', { name });

test('a masked answer is shown, then masked again; shown in two quick clicks, it is traced once', async () => {
  const calls = serve({ [REVEAL]: { value: 'FR76 3000' } });
  open();
  const reveal = await button('Afficher : IBAN');
  act(() => {
    reveal.click();
    reveal.click();
  });
  expect(await screen.findByText('FR76 3000')).toBeDefined();
  expect(calls).toEqual([{ endpoint: REVEAL, body: { field: 'iban' } }]);
  await userEvent.click(await button('Masquer : IBAN'));
  expect(screen.getByText('FR76 ••••')).toBeDefined();
  await userEvent.click(await button('Afficher : IBAN'));
  expect(await screen.findByText('FR76 3000')).toBeDefined();
  expect(calls).toHaveLength(2);
});

test('one that cannot be shown any more says why, in place of the notice of its trace', async () => {
  serve({ [REVEAL]: refusal(409, 'task-assigned-to-another') });
  open();
  await userEvent.click(await button('Afficher : IBAN'));
  expect((await screen.findByRole('alert')).textContent).toMatch(/a pris cette tâche/);
  expect(screen.queryByText(/consigné/)).toBeNull();
});
