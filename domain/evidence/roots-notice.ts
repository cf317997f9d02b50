import { ROOT_STANDINGS, type RootStanding } from '../operations/root-standing.ts';

/** To administrators: the daily roots of the evidence have a gap, and what it is. */
export type RootsMessage = `roots-${Exclude<RootStanding, 'good'>}`;

export const ROOTS_MESSAGES: readonly RootsMessage[] = ROOT_STANDINGS.flatMap((standing) =>
  standing === 'good' ? [] : [`roots-${standing}` as const],
);

export const isRootsMessage = (message: string): message is RootsMessage =>
  (ROOTS_MESSAGES as readonly string[]).includes(message);

/** What such a message is about. */
export const ABOUT_ROOTS = 'daily-roots';
