import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import { AuditOfSystem } from './Audit.tsx';

const journal = (events: number, title = '') =>
  serve({
    'GET /api/administration/audit/system': {
      ...{ items: [], page: 1, pageSize: 20, total: 0, events, actors: [], title },
    },
    'GET /api/administration/audit/system/check': {
      ...{ events, verifiedUpTo: events, broken: null, at: '2026-11-30T09:00:00.000Z' },
    },
  });
const open = () =>
  show(
    <SpaceContext value={{ space: 'exploitation', enter: () => {} }}>
      <AuditOfSystem />
    </SpaceContext>,
  );

test('a long journal is read without waiting, said not verified, and verified once somebody asks', async () => {
  journal(100_000);
  open();
  expect(await screen.findByText('Chaîne non vérifiée')).toBeDefined();
  expect(screen.queryByText(/Chaîne vérifiée/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Vérifier la chaîne' }));
  expect(await screen.findByText(/Chaîne vérifiée jusqu’au n° 100/)).toBeDefined();
  expect(screen.getByText(/se suivent sans altération ni manque \(30 novembre 2026/)).toBeDefined();
});

test('the file of a journal keeps the letters of whose it is', async () => {
  journal(1, 'Hélène Lecœur-Ñuñez');
  open();
  const file = await screen.findByRole('link', { name: /Exporter/ });
  expect(file.getAttribute('download')).toBe('journal-Hélène-Lecœur-Ñuñez.json');
  expect(await screen.findByText(/un seul événement, sans altération/)).toBeDefined();
});
