import type { CivilDate } from '../../calendar/civil-date.ts';

/** Normalises the tracking number of a letter: « 1a 123 456 7890 1 » → « 1A12345678901 ». */
export const trackingNumber = (typed: string): string => typed.replace(/\s/g, '').toUpperCase();

/** True if a letter can have left that day: after its act was sealed, and not in the future. */
export const canHaveLeft = (sentOn: CivilDate, sealedOn: CivilDate, today: CivilDate): boolean =>
  sentOn >= sealedOn && sentOn <= today;

/** True if it can have been received that day: no sooner than it left, and not in the future. */
export const canHaveCome = (receivedOn: CivilDate, sentOn: CivilDate, today: CivilDate): boolean =>
  receivedOn >= sentOn && receivedOn <= today;
