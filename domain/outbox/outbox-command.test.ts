import { expect, test } from '@jest/globals';
import { isOutboxCommand, type OutboxCommand, readPayload, subjectOf } from './outbox-command.ts';

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

test('what was written to tell of proposals, before confirmations were told of by it too, is understood', () => {
  const former = { byId: 'a1', at: '2026-11-20T10:00:00.000Z' };
  expect(readPayload('notify-proposals', former)).toEqual({ ...former, did: 'proposed' });
});

test('a payload of another shape is refused by what is wrong in it, without a word of what it holds', () => {
  const read = () => readPayload('assign-task', { requestId, taskKey: 7, person: 'Claire Agnelet' });
  expect(read).toThrow(/^what « assign-task » is about cannot be read: taskKey: .+ ; personId: /);
  expect(read).not.toThrow(/Agnelet/);
  expect(() => readPayload('withdraw', null)).toThrow(/payload: /);
});

test('a command that a later release wrote is not known', () => {
  expect(isOutboxCommand('withdraw')).toBe(true);
  expect(isOutboxCommand('toString')).toBe(false);
});
