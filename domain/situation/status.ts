import type { KeptValue } from './entry.ts';

export const STATUSES = ['titulaire', 'stagiaire', 'contractuel', 'magistrat'] as const;
/** What somebody is to the ministry: the theme used so (`use`: « status ») says it in its field `status`. */
export type Status = (typeof STATUSES)[number];

/** The field of that theme, and its type. */
export const STATUS_FIELD = 'status';

/** Of a civil servant, their corps; of a contract agent, the employment. */
export const CORPS_FIELD = 'corps';

/** A value as a status; null: it is none. */
export const readStatus = (value: KeptValue | undefined): Status | null =>
  STATUSES.find((status) => status === value) ?? null;

/**
 * Whether a kind is offered to somebody of a status: to all, where it names none. Whose status is not known is kept out of
 * nothing: the ministry's file may be yet to come, and whoever decides reads what is known.
 */
export const isOfferedTo = (offeredTo: readonly Status[], status: Status | null): boolean =>
  offeredTo.length === 0 || status === null || offeredTo.includes(status);
