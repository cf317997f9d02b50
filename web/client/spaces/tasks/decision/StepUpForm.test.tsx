import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { show } from '#testing/component/show.tsx';
import { ApiProblem } from '#web/client/api/api.ts';
import { MeProvider } from '#web/client/app/me.tsx';
import type { Me } from '#web/contract/account/me.ts';
import { StepUpForm } from './StepUpForm.tsx';

const WORDS = { code: 'Saisissez votre code.', passkey: 'Ou votre clé.', back: 'Revenir' };

// A browser that has passkeys, and a person who closes its question each time.
beforeAll(() => void Object.assign(window, { PublicKeyCredential: class {} }));
afterAll(() => void Reflect.deleteProperty(window, 'PublicKeyCredential'));

test('each failure is read at what was tried, until the signer tries otherwise', async () => {
  const given: unknown[] = [];
  const wrong = new ApiProblem(403, { code: 'code-wrong', params: { left: 2 } });
  show(
    <MeProvider value={{ canStepUp: true, hasPasskey: true } as Me}>
      <StepUpForm
        words={WORDS}
        busy={false}
        askPasskey={async () => ({ options: {} })}
        prove={async (proof) => {
          given.push(proof);
          throw wrong;
        }}
        onOutdated={() => {}}
        onBack={() => {}}
      />
    </MeProvider>,
  );
  const code = screen.getByRole<HTMLInputElement>('textbox', { name: 'Code à six chiffres' });
  expect(document.activeElement).toBe(code);
  await userEvent.keyboard('12{Enter}');
  expect(screen.getByText('Le code compte six chiffres.')).toBeDefined();
  await userEvent.keyboard('3456{Enter}');
  expect(await screen.findByText('Code incorrect. Il reste 2 essais.')).toBeDefined();
  expect(code.value).toBe('');
  expect(document.activeElement).toBe(code);
  expect(given).toEqual([{ code: '123456' }]);

  const byPasskey = screen.getByRole<HTMLButtonElement>('button', { name: 'Signer avec ma clé d’accès' });
  await userEvent.click(byPasskey);
  expect(await screen.findByText(/^Rien n’est signé : le navigateur a renoncé/)).toBeDefined();
  expect(screen.queryByText(/^Code incorrect/)).toBeNull();
  expect(byPasskey.disabled).toBe(false);

  await userEvent.type(code, '654321{Enter}');
  expect(await screen.findByText('Code incorrect. Il reste 2 essais.')).toBeDefined();
  expect(screen.queryByText(/^Rien n’est signé/)).toBeNull();
});
