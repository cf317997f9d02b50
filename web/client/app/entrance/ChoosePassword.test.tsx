import { expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { LinkView } from '#web/contract/account/account.ts';
import { ChoosePassword } from './ChoosePassword.tsx';

const LINK: LinkView = {
  ...{ purpose: 'invitation', firstName: 'Claire', lastName: 'Agnelet' },
  ...{ email: 'claire@harmonie.example', expiresAt: '2099-01-01T00:00:00.000Z' },
};
const ENDPOINT = 'POST /api/account/link/password';

test('a password that is refused is said at its field and kept; one that is taken leads to sign-in', async () => {
  let answer: unknown = refusal(400, 'invalid', {
    faults: [{ field: 'password', code: 'password-leaked', params: {} }],
  });
  const calls = serve({ [ENDPOINT]: () => answer });
  const { router } = show(<ChoosePassword link={LINK} token="jeton" />, { at: '/link', path: '/link' });
  const field = screen.getByLabelText<HTMLInputElement>('Nouveau mot de passe');
  await userEvent.type(field, 'douze lettres{Enter}');
  expect(await screen.findByText(/mots de passe volés/)).toBeDefined();
  expect(screen.queryByText('Mot de passe non enregistré')).toBeNull();
  expect(document.activeElement).toBe(field);
  expect(field.value).toBe('douze lettres');

  answer = refusal(410, 'link-used');
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText('Mot de passe non enregistré')).toBeDefined();
  expect(screen.queryByText(/mots de passe volés/)).toBeNull();
  expect(document.activeElement).toBe(field);

  answer = { email: 'claire@harmonie.example' };
  await userEvent.click(screen.getByRole('button', { name: 'Choisir ce mot de passe' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/sign-in'));
  expect(router.state.location.state).toEqual({ chosen: 'claire@harmonie.example' });
  expect(calls.at(-1)?.body).toEqual({ token: 'jeton', password: 'douze lettres' });
});
