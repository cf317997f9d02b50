import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { show } from '#testing/component/show.tsx';
import type { Me } from '#web/contract/account/me.ts';
import { speak } from '../language/language.ts';
import { MeProvider } from './me.tsx';
import { SpaceNavigation } from './SpaceNavigation.tsx';
import { SpaceContext } from './space.tsx';

const signatory = (id: string, firstName: string) => ({ id, firstName, lastName: 'Durand' });
const agent = (preparesDesksOf: Me['preparesDesksOf'], roles: readonly string[] = []) =>
  ({
    ...{ spaces: ['agent'], preparesDesksOf, counts: { openRequests: 0, drafts: 0, tasks: 0, unreadNotifications: 0 } },
    habilitations: roles.map((role) => ({ role })),
  }) as unknown as Me;
const open = (me: Me, at = '/') =>
  show(
    <MeProvider value={me}>
      <SpaceContext.Provider value={{ space: 'agent', enter: () => {} }}>
        <SpaceNavigation open close={() => {}} />
      </SpaceContext.Provider>
    </MeProvider>,
    { at },
  );
const desks = () =>
  screen
    .queryAllByRole('link', { name: /parapheur|desk/i })
    .map((link) => [
      ...[link.textContent, link.getAttribute('href')],
      ...(link.getAttribute('aria-current') === 'page' ? ['current'] : []),
    ]);

test('an agent finds the desks that they prepare in their navigation, each by its signatory, and only while they do', async () => {
  const { unmount } = open(agent([signatory('s', 'Sophie'), signatory('m', 'Marc')]), '/desk/m');
  expect(desks()).toEqual([
    ['Parapheur de Sophie Durand', '/desk/s'],
    ['Parapheur de Marc Durand', '/desk/m', 'current'],
  ]);
  unmount();
  open(agent([]));
  expect(screen.getByRole('link', { name: 'Mes demandes' })).toBeDefined();
  expect(desks()).toEqual([]);
});

test('whoever has a desk of their own goes to the others from it; in English too', async () => {
  const { unmount } = open(agent([signatory('s', 'Sophie')], ['financier']));
  expect(desks()).toEqual([]);
  unmount();
  await speak('en');
  open(agent([signatory('s', 'Sophie')]));
  expect(desks()).toEqual([['Signing desk of Sophie Durand', '/desk/s']]);
});
