import type { X509Certificate } from 'node:crypto';
import { isStampedOnItsDay, leadsToRoot, statementBytes } from '#domain/evidence/daily-root.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import type { Report } from '#workers/pades/verification/report.ts';
import { checkTimeStamp } from '#workers/pades/verification/time-stamp.ts';

/**
 * Checks that the events stood so under the root that the ministry had stamped after the sealing: had it made its journal anew
 * since, in good order, the root would not be theirs.
 * @param anchors whom to trust for stamps; null: nobody said
 */
export function checkDailyRoot(
  report: Report,
  { root, audit }: Pick<Evidence, 'root' | 'audit'>,
  anchors: readonly X509Certificate[] | null,
): void {
  if (root === undefined) {
    report.note(
      'no daily root yet: the evidence was exported before the ministry made the one that covers the sealing',
    );
    return;
  }
  const { statement, stamp, leaf } = root;
  const isLed = report.check(
    leadsToRoot(root),
    `the events stand under the root of ${statement.day}, of ${statement.chains} chain(s)`,
    `the events do not lead to the root of ${statement.day}`,
  );
  const isTheirs = audit.some(({ sequence, hash }) => sequence === leaf.events && hash === leaf.head);
  report.check(
    isTheirs && audit.some((event) => 'verb' in event && event.verb === 'act.seal' && event.sequence <= leaf.events),
    `the ${leaf.events} event(s) up to that day, the sealing among them, are those of the root`,
    'the events up to that day are not those of the root: the chain was made anew since',
  );
  if (!isLed || anchors === null) return;
  if (stamp === null) {
    report.note('the root of the day bears no stamp: that it was made that day is what the ministry says');
    return;
  }
  const found = report.attempt('stamp of the root', () =>
    checkTimeStamp(Buffer.from(stamp, 'base64'), statementBytes(statement), anchors),
  );
  if (found === null) return;
  const stamped = `the root of ${statement.day} was stamped on ${found.at.toISOString()}, by « ${found.authority} »`;
  report.check(isStampedOnItsDay(statement, found.at), stamped, `${stamped}: it was made then, and not that day`);
}
