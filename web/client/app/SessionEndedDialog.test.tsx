import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { Me } from '#web/contract/account/me.ts';
import { isSessionEnded, whenSignedInAgain } from '../api/session-gate.ts';
import { MeProvider } from './me.tsx';
import { SessionEndedDialog } from './SessionEndedDialog.tsx';

const ME = { id: 'p1', email: 'claire@harmonie.example', employeeNumber: 'D1' } as Me;
const SIGN_IN = 'POST /api/auth/sign-in/email';
const CODE = 'POST /api/auth/two-factor/verify-totp';

function open(answers: Parameters<typeof serve>[0]) {
  serve({ 'GET /api/me': ME, ...answers });
  const back = whenSignedInAgain();
  show(
    <MeProvider value={ME}>
      <SessionEndedDialog />
    </MeProvider>,
  );
  return back;
}
const password = () => screen.getByLabelText('Mot de passe');
const go = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Se connecter' });
/** Waits for a failure to be announced in these words. */
const said = async (text: RegExp) => expect((await screen.findByText(text)).closest('[role=alert]')).not.toBeNull();

test('a wrong password is said and kept to be corrected; the right one lets the page go on', async () => {
  let answer: unknown = refusal(401, 'http-401');
  const back = open({ [SIGN_IN]: () => answer });
  expect(go().disabled).toBe(true);
  await userEvent.type(password(), 'presque');
  await userEvent.click(go());
  await said(/Adresse ou mot de passe incorrect/);
  expect(document.activeElement).toBe(password());
  expect((password() as HTMLInputElement).value).toBe('presque');

  answer = {};
  await userEvent.keyboard(' tout{Enter}');
  await back;
  expect(isSessionEnded()).toBe(false);
});

test('with a second factor, a code is asked after the password; too late, the password is asked again', async () => {
  let answer: unknown = refusal(401, 'code-wrong');
  const back = open({ [SIGN_IN]: { next: 'second-factor' }, [CODE]: () => answer });
  await userEvent.type(password(), 'mot de passe');
  await userEvent.click(go());
  const code = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Code à six chiffres' });
  expect(document.activeElement).toBe(code);
  await userEvent.keyboard('123456');
  await userEvent.click(go());
  await said(/Code incorrect/);
  expect(code.value).toBe('');
  expect(document.activeElement).toBe(code);

  answer = refusal(401, 'challenge-late');
  await userEvent.keyboard('123456');
  await userEvent.click(go());
  expect(await screen.findByLabelText('Mot de passe')).toBeDefined();
  await said(/Trop de temps a passé/);

  answer = {};
  await userEvent.click(go());
  await userEvent.type(await screen.findByRole('textbox', { name: 'Code à six chiffres' }), '123456');
  expect(screen.queryByText('Connexion impossible')).toBeNull();
  await userEvent.click(go());
  await back;
  expect(isSessionEnded()).toBe(false);
});
