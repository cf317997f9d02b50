import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import { ImportReport } from './ImportReport.tsx';

test('lines at fault say why, what becomes of them and what to do', async () => {
  serve({
    'GET /api/administration/imports/1': {
      ...{ id: '1', kind: 'people', theme: null, fileName: 'arrivees.csv', reason: 'Rentrée', state: 'planned' },
      ...{
        madeBy: null,
        madeAt: '2026-11-30T16:00:00Z',
        approvedBy: null,
        appliedAt: null,
        encoding: 'UTF-8',
        lines: 3,
      },
      ...{ fault: null, counts: { read: 0, ready: 1, same: 0, fault: 2, applied: 0, waits: 0, willWait: 0 } },
      faulty: [
        { line: 2, key: 'D90001', faults: [{ code: 'number-twice', params: { line: 3 } }] },
        { line: 3, key: 'D90001', faults: [{ code: 'number-twice', params: { line: 2 } }] },
      ],
      ...{ values: [], may: { apply: true, approve: false, reject: false } },
    },
  });
  show(
    <SpaceContext value={{ space: 'exploitation', enter: () => {} }}>
      <ImportReport />
    </SpaceContext>,
    { at: '/administration/imports/1', path: '/administration/imports/:id' },
  );
  expect(
    await screen.findByText('La ligne 3 porte le même matricule : deux personnes n’ont jamais le même.'),
  ).toBeDefined();
  expect(
    screen.getByText(/laissées de côté. Corrigez-les dans votre fichier, puis envoyez-le à nouveau/),
  ).toBeDefined();
});
