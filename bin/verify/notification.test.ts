import { expect, test } from '@jest/globals';
import { chain, type ExtractedEvent, GENESIS_HASH } from '../../domain/evidence/evidence.ts';
import { Report } from '../../workers/act-seal/pades/verification/report.ts';
import { tellNotification } from './notification.ts';

const event = (verb: string): ExtractedEvent => {
  const said = { sequence: 1, at: '2026-11-29T10:00:00.000Z', verb, actorId: null, subject: 's' };
  return { ...chain(GENESIS_HASH, { ...said, payloadDigest: '0'.repeat(64) }), payload: { salt: '', content: null } };
};
function told(...verbs: string[]): string[] {
  const report = new Report();
  tellNotification(report, { audit: verbs.map(event) });
  expect(report.valid).toBe(true);
  return report.checks.map(({ text }) => text);
}

test('the verifier says when the act was opened; a message that left proves nothing of the kind', () => {
  expect(told('act.seal', 'notification.send')).toEqual([
    'notification, 2026-11-29T10:00:00.000Z: a message about it left to its agent',
    expect.stringMatching(/^notification: no event proves/),
  ]);
  expect(told('act.seal', 'act.open')).toEqual([
    'notification, 2026-11-29T10:00:00.000Z: its agent first opened it in the portal',
  ]);
  expect(told('notification.post-receive', 'notification.post-correct')).toEqual([
    'notification, 2026-11-29T10:00:00.000Z: its receipt by post was recorded',
    'notification, 2026-11-29T10:00:00.000Z: the day of that receipt was corrected',
  ]);
});
