import type { KeptValue } from './entry.ts';

/** Statuses of an agent. */
export const STATUSES = ['titulaire', 'stagiaire', 'contractuel', 'magistrat'] as const;
/**
 * The status of an agent in the ministry: the field `status` of the theme whose `use` is
 * « status ».
 */
export type Status = (typeof STATUSES)[number];

/** The field of that theme, which is of type « choice ». */
export const STATUS_FIELD = 'status';

/**
 * The field of that theme with the corps of a civil servant, or the employment of a contract agent.
 */
export const CORPS_FIELD = 'corps';

/** Reads a value as a status; null: it is none. */
export const readStatus = (value: KeptValue | undefined): Status | null =>
  STATUSES.find((status) => status === value) ?? null;

/**
 * True if a kind is offered to an agent of this status: to all, if it names none. An unknown status
 * excludes nothing: the ministry's file may not have arrived yet, and the person who decides reads
 * what is known.
 */
export const isOfferedTo = (offeredTo: readonly Status[], status: Status | null): boolean =>
  offeredTo.length === 0 || status === null || offeredTo.includes(status);
