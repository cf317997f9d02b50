import { expect, test } from '@jest/globals';
import { type OutboxCommand, subjectOf } from './outbox-command.ts';

const requestId = 'r1';

const SUBJECTS: [OutboxCommand, string][] = [
  [{ command: 'start-instance', payload: { requestId } }, 'request:r1'],
  [{ command: 'complete-task', payload: { requestId, intentId: 'i1' } }, 'request:r1'],
  [{ command: 'assign-task', payload: { requestId, taskKey: '7', personId: null } }, 'request:r1'],
  [{ command: 'withdraw', payload: { requestId, withdrawalId: 'w1' } }, 'request:r1'],
  [{ command: 'render-preview', payload: { taskKey: '7', signerId: 's1' } }, 'preview:7:s1'],
  [{ command: 'resolve-incident', payload: { incidentKey: '9', reason: 'Panne', actorId: 'a1' } }, 'incident:9'],
  [{ command: 'retry-incidents', payload: { retryId: 'r1' } }, 'incident-retry:r1'],
  [{ command: 'check-circuit', payload: { draftId: 'd1', until: '' } }, 'atelier'],
  [{ command: 'preview-circuit-act', payload: { draftId: 'd2', template: 'act', until: '' } }, 'atelier'],
  [{ command: 'publish-circuit', payload: { kind: 'conge', draftId: 'd1', proposalId: 'p1' } }, 'circuit:conge'],
];

test.each(SUBJECTS)('$command goes in the order of its subject', (command, subject) => {
  expect(subjectOf(command)).toBe(subject);
});
