import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { EnrolAuthenticator } from './EnrolAuthenticator.tsx';

const ENROLMENT = 'POST /api/account/factor/enrolment';
const FACTOR = 'POST /api/account/factor';

test('an authenticator is registered once the person showed who they are, by its first code', async () => {
  let enrolment: unknown = refusal(403, 'proof-expected');
  let factor: unknown = refusal(403, 'code-wrong');
  const calls = serve({ [ENROLMENT]: () => enrolment, [FACTOR]: () => factor });
  show(<EnrolAuthenticator onDone={() => {}} />);
  const password = await screen.findByLabelText<HTMLInputElement>('Mot de passe');
  enrolment = refusal(403, 'password-wrong');
  await userEvent.type(password, 'presque{Enter}');
  expect(await screen.findByText('Mot de passe incorrect.')).toBeDefined();
  expect(password.value).toBe('presque');
  enrolment = { secret: 'ABCDEFGH', uri: 'otpauth://totp/Harmonie?secret=ABCDEFGH', ticket: 'billet' };
  await userEvent.type(password, ' tout{Enter}');

  const code = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Code à six chiffres' });
  await userEvent.type(code, '12{Enter}');
  expect(screen.getByText('Le code compte six chiffres.')).toBeDefined();
  await userEvent.type(code, '3456{Enter}');
  expect(await screen.findByText('Code incorrect.')).toBeDefined();
  expect(code.value).toBe('');
  factor = { recoveryCodes: ['aaaa-bbbb'] };
  await userEvent.type(code, '654321{Enter}');
  expect(await screen.findByText('aaaa-bbbb')).toBeDefined();
  expect(calls.map(({ body }) => body)).toEqual([
    ...[{}, { password: 'presque' }, { password: 'presque tout' }],
    ...['123456', '654321'].map((typed) => ({ ticket: 'billet', code: typed })),
  ]);
});
