import { expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { Me } from '#web/contract/account/me.ts';
import { queryClient } from '../../api/query.ts';
import { MeProvider } from '../../app/me.tsx';
import { SpaceContext } from '../../app/space.tsx';
import { Notifications } from './Notifications.tsx';

const said = { fr: 'Votre demande est déposée', en: 'Your request is filed' };
const aNotice = (id: string, read = false) => ({
  ...{ id, at: '2026-11-26T08:00:00Z', message: 'acknowledgement', words: said, params: {}, requestId: 'request-1' },
  ...{ subject: null, read },
});

function showPage(next: string | null) {
  queryClient.clear();
  const calls = serve({
    'GET /api/notifications': {
      items: [aNotice('1'), aNotice('2', true)],
      total: 40,
      pageSize: 20,
      next,
      previous: null,
    },
    'POST /api/notifications/read': undefined,
  });
  show(
    <MeProvider value={{ email: 'claire@harmonie.example' } as unknown as Me}>
      <SpaceContext.Provider value={{ space: 'agent', enter: () => {} }}>
        <Notifications />
      </SpaceContext.Provider>
    </MeProvider>,
  );
  return calls;
}

test('of several pages, whoever marks what is unread as read is told that it is of this one', async () => {
  const calls = showPage('2');
  await userEvent.click(await screen.findByRole('button', { name: 'Marquer cette page comme lue' }));
  await waitFor(() => expect(calls).toContainEqual({ endpoint: 'POST /api/notifications/read', body: { ids: ['1'] } }));
});

test('of one page, of all', async () => {
  showPage(null);
  expect(await screen.findByRole('button', { name: 'Tout marquer comme lu' })).toBeDefined();
});

test('a message whose detail cannot be read any more says so, and the others stand', async () => {
  queryClient.clear();
  const unread = { ...aNotice('1'), message: 'situation-ends', words: null, params: null };
  const items = [unread, aNotice('2')];
  serve({ 'GET /api/notifications': { items, total: 2, pageSize: 20, next: null, previous: null } });
  show(
    <MeProvider value={{ email: 'claire@harmonie.example' } as unknown as Me}>
      <SpaceContext.Provider value={{ space: 'agent', enter: () => {} }}>
        <Notifications />
      </SpaceContext.Provider>
    </MeProvider>,
  );
  expect(await screen.findByText('Message dont le détail n’est plus lisible')).toBeDefined();
  expect(screen.getByText('Votre demande est déposée')).toBeDefined();
});
