import { expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { Me } from '#web/contract/account/me.ts';
import type { RequestState } from '#web/contract/requests/requests.ts';
import { MeProvider } from '../../app/me.tsx';
import { NextKinds } from './NextKinds.tsx';

const ADDRESS = 'GET /api/requests/r1/next-kinds';
const CLAIRE = { id: 'claire', firstName: 'Claire', lastName: 'Agent' };
const LEAVE = {
  kind: 'conge',
  title: { fr: 'Congé de paternité', en: 'Paternity leave' },
  summary: { fr: 'Après une naissance', en: 'After a birth' },
};

function read(by: string, state: RequestState, items: object[] = [LEAVE]) {
  const calls = serve({ [ADDRESS]: { items } });
  show(
    <MeProvider value={{ id: by } as unknown as Me}>
      <NextKinds request={{ id: 'r1', agent: CLAIRE, state }} />
    </MeProvider>,
  );
  return calls;
}

test('its agent is offered what a request brings, each by a link that begins it filled in', async () => {
  read('claire', 'in-review');
  expect(await screen.findByRole('heading', { level: 2, name: 'Démarches liées à votre demande' })).toBeTruthy();
  const link = screen.getByRole('link', { name: /Congé de paternité/ });
  expect(link.getAttribute('href')).toBe('/catalogue/conge?after=r1');
});

test.each<[string, RequestState]>([
  ['nadia', 'in-review'],
  ['claire', 'refused'],
  ['claire', 'withdrawn'],
])('nothing is asked for %s of what is %s', (by, state) => {
  expect(read(by, state)).toEqual([]);
  expect(screen.queryByRole('heading')).toBeNull();
});

test('a request that brings nothing says nothing of it', async () => {
  const calls = read('claire', 'granted', []);
  await waitFor(() => expect(calls.length).toBe(1));
  expect(screen.queryByRole('heading')).toBeNull();
});
