import type { Evidence } from '../../domain/evidence/evidence.ts';
import { isInFull } from '../../domain/evidence/evidence.ts';
import type { Report } from '../../workers/act-seal/pades/verification/report.ts';

/** What events say of the notification of an act, each time once. */
const SAID: Readonly<Record<string, string>> = {
  'notification.send': 'a message about it left to its agent',
  'act.open': 'its agent first opened it in the portal',
  'act.download': 'its agent first downloaded it',
  'notification.post': 'a letter was recorded',
  'notification.post-receive': 'its receipt by post was recorded',
  'notification.post-correct': 'the day of that receipt was corrected',
};
/** From any of these the time for going to court runs. */
const PROOFS: ReadonlySet<string> = new Set(['act.open', 'act.download', 'notification.post-receive']);

/** Says when the act was notified, as the events have it: since when one could go to court is the judge's to say. */
export function tellNotification(report: Report, { audit }: Pick<Evidence, 'audit'>): void {
  const events = audit.filter(isInFull).filter(({ verb }) => verb in SAID);
  for (const { at, verb } of events) report.note(`notification, ${at}: ${SAID[verb]}`);
  if (!events.some(({ verb }) => PROOFS.has(verb)))
    report.note('notification: no event proves that the agent had the act before them when this evidence was exported');
}
