import type { CivilDate } from '../../calendar/civil-date.ts';

/** The number of a letter as it is compared and kept: « 1a 123 456 7890 1 » → « 1A12345678901 ». */
export const trackingNumber = (typed: string): string => typed.replace(/\s/g, '').toUpperCase();

/** Whether a letter can have left that day: once its act is sealed, and not on a day to come. */
export const canHaveLeft = (sentOn: CivilDate, sealedOn: CivilDate, today: CivilDate): boolean =>
  sentOn >= sealedOn && sentOn <= today;

/** Whether it can have been received that day: no sooner than it left, and not on a day to come. */
export const canHaveCome = (receivedOn: CivilDate, sentOn: CivilDate, today: CivilDate): boolean =>
  receivedOn >= sentOn && receivedOn <= today;
