import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { RequestView } from '#web/contract/requests/requests.ts';
import { PostalNotices } from './PostalNotices.tsx';

const nadia = { id: '1', firstName: 'Nadia', lastName: 'Gestin' };
const letter = {
  id: '9',
  trackingNumber: '1A12345678901',
  sentOn: '2026-11-20',
  recordedBy: nadia,
  receivedOn: null,
  corrections: [],
};
const pageOf = (post: object[], recordPost: boolean) => {
  const act = { id: '5', post } as unknown as RequestView['acts'][number];
  const request = { id: '7', acts: [act], may: { recordPost } } as unknown as RequestView;
  return <PostalNotices request={request} act={act} />;
};

test('a manager records a letter once its day and number can be', async () => {
  const calls = serve({});
  show(pageOf([], true));
  await userEvent.click(screen.getByRole('button', { name: 'Enregistrer un envoi postal' }));
  const save = () => screen.getAllByRole<HTMLButtonElement>('button', { name: 'Enregistrer un envoi postal' }).at(-1);
  expect(save()?.disabled).toBe(true);

  await userEvent.type(screen.getByRole('textbox', { name: /Date d’envoi/ }), '20/11/2026');
  await userEvent.type(screen.getByRole('textbox', { name: 'Numéro de suivi' }), '1A 12');
  expect(screen.getByText('Huit à trente lettres et chiffres.')).toBeTruthy();
  expect(save()?.disabled).toBe(true);

  await userEvent.type(screen.getByRole('textbox', { name: 'Numéro de suivi' }), '345 678901');
  await userEvent.click(save() as HTMLButtonElement);
  const body = { sentOn: '2026-11-20', trackingNumber: '1A 12345 678901' };
  expect(calls[0]).toEqual({ endpoint: 'POST /api/requests/7/acts/5/post', body });
});

test('its receipt is recorded later, on a day that is not to come', async () => {
  const calls = serve({});
  show(pageOf([letter], true));
  await userEvent.click(screen.getByRole('button', { name: 'Enregistrer la réception' }));
  expect(screen.getByText(/que l’agent n’est pas allé chercher, celle de sa première présentation/)).toBeTruthy();
  const day = screen.getByRole('textbox', { name: /Date de réception/ });
  await userEvent.type(day, '01/01/2090');
  expect(screen.getByText('Cette date est à venir.')).toBeTruthy();
  await userEvent.clear(day);
  await userEvent.type(day, '23/11/2026');
  const save = screen.getAllByRole('button', { name: 'Enregistrer la réception' }).at(-1);
  await userEvent.click(save as HTMLElement);
  expect(calls[0]).toEqual({
    endpoint: 'POST /api/requests/7/acts/5/post/9/receipt',
    body: { receivedOn: '2026-11-23' },
  });
});

test('others read when it was sent and received, and record nothing', () => {
  show(pageOf([{ ...letter, receivedOn: '2026-11-23' }], false));
  expect(
    screen.getByText(
      'Envoyé le 20 novembre 2026, n° 1A12345678901, enregistré par Nadia Gestin. Reçu le 23 novembre 2026.',
    ),
  ).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

const corrected = { formerly: '2026-11-23', at: '2026-11-27T10:00:00Z', by: nadia, reason: 'Autre avis de réception' };

test('a day that was mistyped is corrected with a reason, and not to the same day', async () => {
  const calls = serve({});
  show(pageOf([{ ...letter, receivedOn: '2026-11-23' }], true));
  await userEvent.click(screen.getByRole('button', { name: 'Corriger la date de réception' }));
  expect(screen.getByText(/Écrite le 23 novembre 2026/)).toBeTruthy();
  const save = () => screen.getAllByRole<HTMLButtonElement>('button', { name: 'Corriger la date de réception' }).at(-1);
  const day = screen.getByRole('textbox', { name: /Date de réception/ });
  await userEvent.type(day, '23/11/2026');
  await userEvent.type(screen.getByRole('textbox', { name: 'Motif' }), 'Autre avis de réception');
  expect(save()?.disabled).toBe(true);
  await userEvent.clear(day);
  await userEvent.type(day, '21/11/2026');
  await userEvent.click(save() as HTMLButtonElement);
  expect(calls[0]).toEqual({
    endpoint: 'POST /api/requests/7/acts/5/post/9/correction',
    body: { receivedOn: '2026-11-21', reason: 'Autre avis de réception' },
  });
});

test('its agent reads the day that stands, those of before, and why', () => {
  show(pageOf([{ ...letter, receivedOn: '2026-11-21', corrections: [corrected] }], false));
  expect(screen.getByText(/Reçu le 21 novembre 2026/)).toBeTruthy();
  expect(
    screen.getByText(
      'Date corrigée le 27 novembre 2026 par Nadia Gestin : le 23 novembre 2026 auparavant (Autre avis de réception).',
    ),
  ).toBeTruthy();
});
