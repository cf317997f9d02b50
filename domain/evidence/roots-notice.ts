import { ROOT_STANDINGS, type RootStanding } from '../operations/root-standing.ts';

/** To administrators: the daily roots of the evidence have a gap, and what it is. */
export type RootsMessage = `roots-${Exclude<RootStanding, 'good'>}`;

export const isRootsMessage = (message: string): message is RootsMessage =>
  ROOT_STANDINGS.some((standing) => standing !== 'good' && message === `roots-${standing}`);

/** What such a message is about. */
export const ABOUT_ROOTS = 'daily-roots';
