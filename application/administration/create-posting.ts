import type { Change } from './change.ts';
import { type PostingAsked, postingPower } from './powers/posting-power.ts';
import { type Given, type GivingDeps, givePower } from './powers/power.ts';

/**
 * Posts a person in a structure, one post at a time; proposes it when it gives the power to sign back, brings them
 * under a sensitive right that they were not under, or is recorded more than a month late.
 * @throws {DomainError} not-found, own-right, own-gain, period-upside-down, period-overlaps, structure-closed,
 * proposal-waiting
 */
export const createPosting = (deps: GivingDeps, change: Change, posting: PostingAsked): Promise<Given> =>
  givePower(deps, change, postingPower, posting);
