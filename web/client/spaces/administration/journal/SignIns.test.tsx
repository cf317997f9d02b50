import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import { SignIns } from './SignIns.tsx';

test('the journal is taken out between two days in their order, and of no other', async () => {
  serve({
    'GET /api/administration/sign-ins': { items: [], total: 0, more: false, next: null, previous: null, pageSize: 20 },
  });
  show(
    <SpaceContext value={{ space: 'exploitation', enter: () => {} }}>
      <SignIns />
    </SpaceContext>,
  );
  const [first, last] = ['Premier jour', 'Dernier jour'].map((name) => screen.getByRole('textbox', { name }));
  const type = async (box: HTMLElement | undefined, day: string) => {
    if (!box) throw new Error('a day is missing');
    await userEvent.clear(box);
    await userEvent.type(box, day);
  };
  const file = () => screen.queryByRole('link', { name: 'Exporter (CSV)' })?.getAttribute('href');

  await type(first, '02/11/2026');
  await type(last, '03/11/2026');
  expect(file()).toContain('from=2026-11-02&until=2026-11-03');

  await type(last, '01/11/2026');
  expect(screen.getByText('La fin précède le début.')).toBeDefined();
  expect(file()).toBeUndefined();
  expect(screen.getByRole('button', { name: 'Exporter (CSV)' })).toHaveProperty('disabled', true);

  await type(last, '31/11/2026');
  expect(file()).toBeUndefined();
});

test('a right password that awaits its code is shown neither as a sign-in nor as a failure', async () => {
  const row = (id: string, outcome: string) => ({
    ...{ id, outcome, at: '2026-11-30T16:51:00Z', person: { id: '1', firstName: 'Adam', lastName: 'Adler' } },
    ...{ method: null, strength: null, device: null, address: '::1' },
  });
  const items = [row('1', 'password-right'), row('2', 'account-locked')];
  serve({
    'GET /api/administration/sign-ins': { items, total: 2, more: false, next: null, previous: null, pageSize: 20 },
  });
  show(
    <SpaceContext value={{ space: 'exploitation', enter: () => {} }}>
      <SignIns />
    </SpaceContext>,
  );
  const tagOf = async (text: string) => (await screen.findByText(text)).closest('.cds--tag')?.className;
  expect(await tagOf('Mot de passe juste, code attendu')).toContain('cds--tag--gray');
  expect(await tagOf('Compte verrouillé')).toContain('cds--tag--red');
});
