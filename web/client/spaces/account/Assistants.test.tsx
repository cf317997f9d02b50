import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { Me } from '#web/contract/account/me.ts';
import { MeProvider } from '../../app/me.tsx';
import { Assistants } from './Assistants.tsx';

const person = (id: string, firstName: string) => ({ id, firstName, lastName: 'Martin' });
const assistance = {
  ...{ id: '1', signatory: person('s', 'Sophie'), assistant: person('a', 'Agnès') },
  ...{ from: '2026-01-06', until: '2099-12-31', revokedOn: null, given: false, lapse: null },
};
const open = (roles: readonly string[]) => {
  const me = { habilitations: roles.map((role) => ({ role })) } as unknown as Me;
  show(
    <MeProvider value={me}>
      <Assistants />
    </MeProvider>,
  );
};

test('an assistant reads whose desk they prepare and until when, and opens it; who names nobody is offered no naming', async () => {
  serve({ 'GET /api/me/assistants': { items: [assistance] } });
  open([]);
  const item = await screen.findByRole('listitem');
  expect(item.textContent).toContain('Vous préparez le parapheur de Sophie Martin');
  expect(item.textContent).toContain('du 6 janvier 2026 au 31 décembre 2099 · en cours');
  expect(
    within(item)
      .getByRole('link', { name: /Ouvrir le parapheur/ })
      .getAttribute('href'),
  ).toBe('/desk/s');
  expect(screen.queryByRole('button', { name: 'Nommer un assistant' })).toBeNull();
});

test('a signatory names an assistant with dates, and ends another one', async () => {
  const given = { ...assistance, given: true };
  const revocation = 'POST /api/me/assistants/1/revocation';
  const calls = serve({
    'GET /api/me/assistants': { items: [given] },
    'POST /api/me/assistants': { id: '2' },
    [revocation]: undefined,
  });
  open(['signataire']);
  await userEvent.click(await screen.findByRole('button', { name: 'Nommer un assistant' }));
  const dialog = within(screen.getByRole('dialog'));
  await userEvent.type(dialog.getByRole('textbox', { name: 'Son adresse professionnelle' }), 'agnes@harmonie.example');
  await userEvent.type(dialog.getByRole('textbox', { name: /^Dernier jour/ }), '31/12/2099');
  await userEvent.click(dialog.getByRole('button', { name: 'Nommer un assistant' }));
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('est nommé'));
  const named = calls.find(({ endpoint }) => endpoint === 'POST /api/me/assistants');
  expect(named?.body).toMatchObject({ workEmail: 'agnes@harmonie.example', until: '2099-12-31' });
  await userEvent.click(screen.getByRole('button', { name: 'Mettre fin : Agnès Martin' }));
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Mettre fin' }));
  await waitFor(() => expect(calls.some(({ endpoint }) => endpoint === revocation)).toBe(true));
});
