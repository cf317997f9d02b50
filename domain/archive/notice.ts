/**
 * Messages to the person who asked for deposits: the archives refuse some, or the portal does; or
 * nobody answers about them.
 */
export const DEPOSIT_MESSAGES = ['deposits-refused', 'deposits-late'] as const;
export type DepositMessage = (typeof DEPOSIT_MESSAGES)[number];

export const isDepositMessage = (message: string): message is DepositMessage =>
  (DEPOSIT_MESSAGES as readonly string[]).includes(message);

/** What such a message is about. */
export const ABOUT_DEPOSITS = 'deposits';

/** Returns where such deposits are listed: the registry, filtered by state. */
export const depositsAddress = (message: DepositMessage): string =>
  `/registry?deposit=${message === 'deposits-refused' ? 'refused' : 'deposited'}`;

/** After how many days without an answer a deposit is late. */
export const LATE_DAYS = 7;
