import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';

test('offers the other language in that language, and speaks it at once', async () => {
  show(<LanguageSwitch />);

  await userEvent.click(screen.getByRole('button', { name: 'Switch to English' }));

  expect(document.documentElement.lang).toBe('en');
  expect(screen.getByRole('button', { name: 'Passer en français' }).lang).toBe('fr');
});

test('is kept with the account of whoever is signed in', async () => {
  const calls = serve({ 'PATCH /api/me': undefined });
  show(<LanguageSwitch signedIn />);

  await userEvent.click(screen.getByRole('button', { name: 'Switch to English' }));

  expect(calls).toEqual([{ endpoint: 'PATCH /api/me', body: { language: 'en' } }]);
});
