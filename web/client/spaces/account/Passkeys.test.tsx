import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { Passkeys } from './Passkeys.tsx';

const FACTORS = 'GET /api/account/factors';
const ENROLMENT = 'POST /api/account/passkeys/enrolment';
const REMOVAL = 'POST /api/account/passkeys/7/removal';
const KEY = { id: '7', name: 'Ordinateur', createdAt: '2026-11-20T10:00:00.000Z', lastUsedAt: null };

// A browser that has passkeys, and a person who closes its question each time.
beforeAll(() => void Object.assign(window, { PublicKeyCredential: class {} }));
afterAll(() => void Reflect.deleteProperty(window, 'PublicKeyCredential'));

test('a passkey is removed with a code of the authenticator, where the portal asks for one', async () => {
  let answer: unknown = refusal(403, 'proof-expected');
  const calls = serve({ [FACTORS]: { passkeys: [KEY], authenticator: true }, [REMOVAL]: () => answer });
  show(<Passkeys />);
  const remove = await screen.findByRole('button', { name: 'Retirer Ordinateur' });
  await userEvent.click(remove);
  const code = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Code à six chiffres' });
  await userEvent.type(code, '12{Enter}');
  expect(await screen.findByText('Le code compte six chiffres.')).toBeDefined();
  answer = refusal(403, 'code-wrong');
  await userEvent.type(code, '3456{Enter}');
  expect(await screen.findByText('Code incorrect.')).toBeDefined();
  expect(code.value).toBe('123456');

  answer = undefined;
  const before = calls.length;
  await userEvent.click(remove);
  await waitFor(() => expect(calls.slice(before).map(({ endpoint }) => endpoint)).toEqual([REMOVAL, FACTORS]));
  expect(calls[before]?.body).toEqual({ code: '123456' });
});

test('a passkey that the person does not make after all is said so, and asked for again', async () => {
  let answer: unknown = refusal(403, 'proof-expected');
  const calls = serve({ [FACTORS]: { passkeys: [], authenticator: false }, [ENROLMENT]: () => answer });
  show(<Passkeys />);
  await userEvent.click(await screen.findByRole('button', { name: 'Ajouter une clé d’accès' }));
  const add = screen.getByRole<HTMLButtonElement>('button', { name: 'Ajouter une clé d’accès' });
  await userEvent.click(add);
  await userEvent.type(await screen.findByLabelText('Mot de passe'), 'le mien');
  expect(add.disabled).toBe(false);

  answer = { options: {}, ticket: 'billet' };
  await userEvent.click(add);
  expect(await screen.findByText(/^Aucune clé n’a été faite/)).toBeDefined();
  expect(add.disabled).toBe(false);
  answer = refusal(403, 'password-wrong');
  await userEvent.click(add);
  expect(await screen.findByText('Mot de passe incorrect.')).toBeDefined();
  expect(calls.at(-1)?.body).toEqual({ password: 'le mien' });
});
