import { expect, test } from '@jest/globals';
import { chain, type ExtractedEvent, GENESIS_HASH } from '#domain/evidence/evidence.ts';
import { Report } from '#workers/pades/verification/report.ts';
import { tellNotification } from './notification.ts';

const event = (verb: string, content: unknown = null): ExtractedEvent => {
  const said = { sequence: 1, at: '2026-11-29T10:00:00.000Z', verb, actorId: null, subject: 's' };
  return { ...chain(GENESIS_HASH, { ...said, payloadDigest: '0'.repeat(64) }), payload: { salt: '', content } };
};
function told(...audit: ExtractedEvent[]): string[] {
  const report = new Report();
  tellNotification(report, { audit });
  expect(report.valid).toBe(true);
  return report.checks.map(({ text }) => text);
}

test('the verifier says when the act was opened; a message that left proves nothing of the kind', () => {
  expect(told(event('act.seal'), event('notification.send', { sentAt: '2026-11-29T09:58:00.000Z' }))).toEqual([
    'notification, 2026-11-29T09:58:00.000Z: a message about it left to its agent (recorded on 2026-11-29T10:00:00.000Z)',
    expect.stringMatching(/^notification: no event proves/),
  ]);
  expect(told(event('act.seal'), event('act.open'))).toEqual([
    'notification, 2026-11-29T10:00:00.000Z: its agent first opened it in the portal',
  ]);
});

test('the verifier says on which day a letter came, which the time for going to court runs from, and when it was recorded', () => {
  expect(
    told(
      event('notification.post', { sentOn: '2026-11-16', trackingNumber: 'X' }),
      event('notification.post-receive', { receivedOn: '2026-11-18', trackingNumber: 'X' }),
      event('notification.post-correct', { receivedOn: '2026-11-19', trackingNumber: 'X', formerly: '2026-11-18' }),
    ),
  ).toEqual([
    'notification, 2026-11-16: a letter with it was sent (recorded on 2026-11-29T10:00:00.000Z)',
    'notification, 2026-11-18: the letter was received (recorded on 2026-11-29T10:00:00.000Z)',
    'notification, 2026-11-19: the day of that receipt was corrected to this one (recorded on 2026-11-29T10:00:00.000Z)',
  ]);
  for (const content of [null, {}, { receivedOn: '2026-11-18\n\nVALID' }])
    expect(told(event('notification.post-receive', content))).toEqual([
      'notification, on a day not known: the letter was received (recorded on 2026-11-29T10:00:00.000Z)',
    ]);
});
