import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SpaceContext } from '../../app/space.tsx';
import { RunningCircuits } from './RunningCircuits.tsx';

test('an administrator reads how many requests run on a version, or that there are more than are counted', async () => {
  const version = { kind: 'essai', title: { fr: 'Essai', en: 'Trial' }, current: true, stopped: 0 };
  serve({
    'GET /api/operations/circuits': {
      items: [
        { ...version, versionId: 'few', number: 1, running: 999, more: false },
        { ...version, versionId: 'many', number: 2, running: 1000, more: true },
      ],
    },
  });
  show(
    <SpaceContext value={{ space: 'exploitation', enter: () => {} }}>
      <RunningCircuits />
    </SpaceContext>,
  );
  expect((await screen.findByText('999')).tagName).toBe('TD');
  expect(screen.getByText('plus de 1 000').tagName).toBe('TD');
});
