import { expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { PersonView } from '#web/contract/operations/persons.ts';
import { CorrectQuality } from './CorrectQuality.tsx';

test('a mistyped quality is corrected with its reason, and what is the same is not sent', async () => {
  const calls = serve({ 'POST /api/administration/postings/p1/correction': undefined });
  const post = { id: 'p1', quality: 'drectrice' } as PersonView['postings'][number];
  const person = { id: '1', firstName: 'Sophie', lastName: 'Marchand' } as PersonView;
  const said: string[] = [];
  show(<CorrectQuality person={person} post={post} onClose={() => {}} onDone={(notice) => said.push(notice)} />);
  expect(screen.getByText(/les délégations données ou reçues continuent/)).toBeTruthy();
  const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Corriger' });
  await userEvent.type(screen.getByRole('textbox', { name: /Motif/ }), 'Faute de frappe à la saisie');
  expect(save().disabled).toBe(true);
  const quality = screen.getByRole('textbox', { name: /Qualité/ });
  await userEvent.clear(quality);
  await userEvent.type(quality, ' directrice ');
  await userEvent.click(save());
  await waitFor(() => expect(said).toEqual(['La qualité est corrigée. La personne en est prévenue.']));
  expect(calls).toEqual([
    {
      endpoint: 'POST /api/administration/postings/p1/correction',
      body: { quality: 'directrice', reason: 'Faute de frappe à la saisie' },
    },
  ]);
});
