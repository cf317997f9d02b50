import { expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SignIn } from './SignIn.tsx';

const SIGN_IN = 'POST /api/auth/sign-in/email';
const CODE = 'POST /api/auth/two-factor/verify-totp';
const RECOVERY = 'POST /api/auth/two-factor/verify-backup-code';

/** Shows the page where the server answers so, and gives what leads through it. */
function open(answers: Parameters<typeof serve>[0], at = '/sign-in?back=%2Ftasks') {
  serve({ 'GET /api/installation': { empty: false, provider: 'ProConnect' }, ...answers });
  const { router } = show(<SignIn />, { at, path: '/sign-in' });
  return { signedIn: () => waitFor(() => expect(router.state.location.pathname).toBe('/tasks')) };
}
const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Adresse électronique, ou matricule' });
const password = () => screen.getByLabelText<HTMLInputElement>('Mot de passe');
const go = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Se connecter' });
/** Waits for a failure to be announced in these words. */
const said = async (text: string | RegExp) =>
  expect((await screen.findByText(text)).closest('[role=alert]')).not.toBeNull();

async function signIn() {
  await userEvent.type(name(), 'claire@harmonie.example');
  await userEvent.type(password(), 'mot de passe{Enter}');
}

test('a wrong password is said without saying which of both is wrong; the password is ready to be typed over', async () => {
  let answer: unknown = refusal(401, 'http-401');
  const { signedIn } = open({ [SIGN_IN]: () => answer });
  await signIn();
  await said(/Adresse ou mot de passe incorrect/);
  expect(document.activeElement).toBe(password());
  expect([password().selectionStart, password().selectionEnd]).toEqual([0, 'mot de passe'.length]);
  expect(name().value).toBe('claire@harmonie.example');
  expect(go().disabled).toBe(false);

  answer = {};
  await userEvent.keyboard('le bon{Enter}');
  await signedIn();
});

test('what is missing is said at its field, which has the focus', async () => {
  open({});
  await userEvent.click(go());
  expect(screen.getByText(/^Saisissez votre adresse/)).toBeDefined();
  expect(document.activeElement).toBe(name());
  await userEvent.type(name(), 'claire@harmonie.example{Enter}');
  expect(screen.getByText('Saisissez votre mot de passe.')).toBeDefined();
  expect(document.activeElement).toBe(password());
});

test('why the identity provider let nobody in is read until one signs in otherwise', async () => {
  open({ [SIGN_IN]: () => new Promise(() => {}) }, '/sign-in?refused=code-wrong');
  await said('Code incorrect.');
  await signIn();
  expect(screen.queryByText('Code incorrect.')).toBeNull();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Connexion…' }).disabled).toBe(true);
});

test('a provider that cannot be reached is said so, and may be tried again', async () => {
  open({ 'POST /api/auth/sign-in/social': refusal(404, 'forbidden') });
  const leave = await screen.findByRole<HTMLButtonElement>('button', { name: 'Continuer avec ProConnect' });
  await userEvent.click(leave);
  await said('Connexion impossible');
  expect(leave.disabled).toBe(false);
});

test('a wrong code is cleared and typed anew; without the telephone, a recovery code does', async () => {
  const { signedIn } = open({
    ...{ [SIGN_IN]: { next: 'second-factor' }, [CODE]: refusal(401, 'code-wrong'), [RECOVERY]: undefined },
    'GET /api/demonstration': refusal(404, 'not-found'),
  });
  await signIn();
  const code = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Code à six chiffres' });
  expect(document.activeElement).toBe(code);
  await userEvent.keyboard('12{Enter}');
  expect(screen.getByText('Le code compte six chiffres.')).toBeDefined();
  expect(code.value).toBe('12');
  await userEvent.keyboard('3456{Enter}');
  expect(await screen.findByText('Code incorrect.')).toBeDefined();
  expect(code.value).toBe('');
  expect(document.activeElement).toBe(code);

  await userEvent.click(screen.getByRole('button', { name: 'Je n’ai pas mon application' }));
  expect(screen.queryByText('Code incorrect.')).toBeNull();
  await userEvent.keyboard('abcd-efgh{Enter}');
  await signedIn();
});

test('a code that comes too late leads back to the password, which may be given again', async () => {
  let late = true;
  const { signedIn } = open({
    [SIGN_IN]: () => (late ? { next: 'second-factor' } : {}),
    [CODE]: refusal(401, 'challenge-late'),
    'GET /api/demonstration': refusal(404, 'not-found'),
  });
  await signIn();
  await userEvent.type(await screen.findByRole('textbox', { name: 'Code à six chiffres' }), '123456{Enter}');
  await said(/Trop de temps a passé/);
  late = false;
  await signIn();
  await signedIn();
});
