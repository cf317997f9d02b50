import { type EventPayload, type Evidence, type EvidenceEvent, isInFull } from '#domain/evidence/evidence.ts';
import type { Report } from '#workers/pades/verification/report.ts';

/** What events say of the notification of an act, each time once; and which of their words is its day, where they were written later. */
const SAID: Readonly<Record<string, { readonly what: string; readonly when?: string }>> = {
  'notification.send': { what: 'a message about it left to its agent', when: 'sentAt' },
  'act.open': { what: 'its agent first opened it in the portal' },
  'act.download': { what: 'its agent first downloaded it' },
  'notification.post': { what: 'a letter with it was sent', when: 'sentOn' },
  'notification.post-receive': { what: 'the letter was received', when: 'receivedOn' },
  'notification.post-correct': { what: 'the day of that receipt was corrected to this one', when: 'receivedOn' },
};
const DAY = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/;
/** From any of these the time for going to court runs. */
const PROOFS: ReadonlySet<string> = new Set(['act.open', 'act.download', 'notification.post-receive']);

/** Says when the act was notified, as the events have it: since when one could go to court is the judge's to say. */
export function tellNotification(report: Report, { audit }: Pick<Evidence, 'audit'>): void {
  const events = audit.filter(isInFull).filter(({ verb }) => verb in SAID);
  for (const event of events) report.note(`notification, ${inWords(event)}`);
  if (!events.some(({ verb }) => PROOFS.has(verb)))
    report.note('notification: no event proves that the agent had the act before them when this evidence was exported');
}

function inWords({ at, verb, payload }: EvidenceEvent & { readonly payload: EventPayload }): string {
  const { what, when } = SAID[verb] ?? {};
  if (when === undefined) return `${at}: ${what}`;
  const { content } = payload;
  const day = typeof content === 'object' && content !== null ? (content as Record<string, unknown>)[when] : null;
  return `${typeof day === 'string' && DAY.test(day) ? day : 'on a day not known'}: ${what} (recorded on ${at})`;
}
