import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { InstanceView } from '#web/contract/operations/instances.ts';
import { InstanceBody } from './InstanceBody.tsx';

const both = (text: string) => ({ fr: text, en: text });
const AT = '2026-03-02T09:00:00.000Z';
const instance: InstanceView = {
  ...{ key: '1', state: 'active', startedAt: AT, endedAt: null, processId: 'essai', name: both('Essai') },
  ...{ version: null, hasDiagram: false, path: '', callerKey: null, request: null, morePassages: false },
  passages: [
    {
      key: '10',
      elementId: 'visa',
      name: both('Visa'),
      type: 'USER_TASK',
      state: 'active',
      startedAt: AT,
      endedAt: null,
    },
    {
      key: '9',
      elementId: 'debut',
      name: both('Dépôt'),
      type: 'START_EVENT',
      state: 'completed',
      startedAt: AT,
      endedAt: AT,
    },
  ],
  ...{ activeElements: ['visa'], doneElements: ['debut'], stoppedElements: [], moreCalled: false, incidents: [] },
  called: [{ key: '2', elementId: 'bloc', name: both('Instruction'), state: 'active', startedAt: AT }],
  variables: [
    { key: '20', name: 'faits', scope: null, value: '{"quota":80}', isCut: false },
    { key: '21', name: 'longue', scope: both('Visa'), value: `"${'a'.repeat(400)}`, isCut: true },
  ],
  jobs: [{ key: '30', type: 'notify', step: both('Visa'), state: 'FAILED', retries: 0, worker: null, dueBackAt: null }],
  subscriptions: [{ key: '40', message: 'request-withdrawn', correlationKey: 'r1', step: both('Visa') }],
  ...{ moreVariables: false, moreJobs: false, moreSubscriptions: false, waits: [] },
};

test('an operator reads where an instance stands, what it knows, does and waits for, and that no timer is said', async () => {
  serve({});
  show(<InstanceBody instance={instance} />);
  expect(screen.getByText('Visa', { selector: 'li' }).textContent).toContain('Tâche d’une personne');
  const jobs = within(screen.getByRole('region', { name: 'Travaux à faire' }));
  expect(jobs.getByText('A échoué')).toBeDefined();
  expect(screen.getByText('Message « request-withdrawn », à l’étape « Visa »')).toBeDefined();
  expect(screen.getByText(/Le moteur ne dit pas quand ses minuteries échoient/)).toBeDefined();
  expect(screen.getByText(/"quota": 80/).textContent).toBe('{\n  "quota": 80\n}');
});

test('a long value is shown whole when it is asked for, a called block when it is opened', async () => {
  const whole = `"${'a'.repeat(9_000)}"`;
  serve({
    'GET /api/operations/instances/1/variables/21': { name: 'longue', value: whole },
    'GET /api/operations/instances/2': {
      ...instance,
      ...{ key: '2', name: both('Instruction'), called: [], variables: [], jobs: [], subscriptions: [] },
    },
  });
  show(<InstanceBody instance={instance} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Voir toute la valeur de longue' }));
  expect(await screen.findByText(whole)).toBeDefined();
  await user.click(screen.getByText('Instruction'));
  expect(await screen.findByRole('region', { name: 'Variables\u00a0: Instruction' })).toBeDefined();
});
