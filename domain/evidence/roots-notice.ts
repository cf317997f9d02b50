import { ROOT_STANDINGS, type RootStanding } from './root-standing.ts';

/** Messages to administrators: the daily roots of the evidence have a gap, and of which kind. */
export type RootsMessage = `roots-${Exclude<RootStanding, 'good'>}`;

/** All messages about daily roots. */
export const ROOTS_MESSAGES: readonly RootsMessage[] = ROOT_STANDINGS.flatMap((standing) =>
  standing === 'good' ? [] : [`roots-${standing}` as const],
);

/** True if a message is about daily roots. */
export const isRootsMessage = (message: string): message is RootsMessage =>
  (ROOTS_MESSAGES as readonly string[]).includes(message);

/** The subject of such a message. */
export const ABOUT_ROOTS = 'daily-roots';
