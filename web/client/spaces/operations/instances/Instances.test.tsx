import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import { Instances } from './Instances.tsx';

const LIST = 'GET /api/operations/instances';
const title = { fr: 'Essai', en: 'Trial' };
const version = { kind: 'essai', title, publishedAt: '2026-03-02T09:00:00.000Z', current: true, openRequests: 1 };
const page = (...items: object[]) => ({
  ...{ items, total: items.length, more: false, next: null, previous: null, pageSize: 20, partial: false },
});
const row = {
  ...{ key: '2251799813685300', state: 'active', version: { id: 'v2', number: 2 } },
  request: {
    ...{ id: 'r1', number: '2026-000123', kind: 'essai', title, structureName: 'Tribunal' },
    filedAt: '2026-03-02T09:00:00.000Z',
  },
  waits: [{ elementId: 'bloc/visa', name: { fr: 'Visa', en: 'Visa' } }],
};

test('an operator narrows the instances by kind, version and step, and opens one', async () => {
  const calls = serve({
    [LIST]: page(row),
    [`${LIST}?kind=essai`]: page(row),
    [`${LIST}?kind=essai&versionId=v2`]: page(row),
    [`${LIST}?kind=essai&versionId=v2&element=bloc%2Fvisa`]: { ...page(row), partial: true },
    'GET /api/circuits': { items: [{ ...version, versionId: 'v2', number: 2 }] },
    'GET /api/operations/circuits/v2': {
      ...{ ...version, versionId: 'v2', number: 2, running: 1, more: false, stopped: 0 },
      elements: [{ elementId: 'bloc/visa', name: { fr: 'Visa', en: 'Visa' }, requests: 1, stopped: 0 }],
      ...{ source: 'engine', partial: false },
    },
  });
  show(
    <SpaceContext value={{ space: 'exploitation', enter: () => {} }}>
      <Instances />
    </SpaceContext>,
  );
  const user = userEvent.setup();
  const link = await screen.findByRole('link', { name: 'Ouvrir l’instance de la demande 2026-000123' });
  expect(link.getAttribute('href')).toBe('/operations/instances/2251799813685300');
  await user.selectOptions(await screen.findByLabelText('Démarche'), 'essai');
  await user.selectOptions(await screen.findByLabelText('Version'), 'v2');
  await screen.findByRole('option', { name: 'Visa' });
  await user.selectOptions(await screen.findByLabelText('Étape'), 'bloc/visa');
  expect(await screen.findByText(/Plus de 10 000 instances répondent au filtre/)).toBeDefined();
  expect(calls.map(({ endpoint }) => endpoint)).toContain(`${LIST}?kind=essai&versionId=v2&element=bloc%2Fvisa`);
});
