import type { CivilDate } from '../../calendar/civil-date.ts';
import { courtLimit } from '../../calendar/court-limit.ts';

/**
 * What starts the appeal period: the agent opened the act in the portal, or received it by post.
 */
export const NOTIFIED_BY = ['portal', 'post'] as const;
export type NotifiedBy = (typeof NOTIFIED_BY)[number];

/** The time for going to court against an act. */
export interface AppealPeriod {
  readonly begunOn: CivilDate;
  readonly by: NotifiedBy;
  /** Its last day. */
  readonly endsOn: CivilDate;
}

/**
 * Computes the appeal period: it runs from the first day on which the agent is proved to have had
 * the act before them (code de justice administrative, R421-1 and R421-5: two months from the
 * notification). A message that was sent proves nothing of the kind. Null: it has not begun.
 */
export function appealPeriod(known: {
  readonly openedOn: CivilDate | null;
  readonly receivedOn: CivilDate | null;
}): AppealPeriod | null {
  const { openedOn, receivedOn } = known;
  const days = [
    ...(openedOn === null ? [] : [{ begunOn: openedOn, by: 'portal' as const }]),
    ...(receivedOn === null ? [] : [{ begunOn: receivedOn, by: 'post' as const }]),
  ];
  const [first] = days.sort((a, b) => (a.begunOn < b.begunOn ? -1 : 1));
  return first === undefined ? null : { ...first, endsOn: courtLimit(first.begunOn) };
}
