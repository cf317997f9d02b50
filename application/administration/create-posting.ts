import type { Change } from './change.ts';
import { type PostingAsked, postingPower } from './powers/posting-power.ts';
import { type Given, type GivingDeps, givePower } from './powers/power.ts';

/**
 * Posts a person in a structure, one post at a time. Proposed to a second administrator when the
 * post gives back a power to sign, brings the person under a sensitive right that did not cover
 * them, or is recorded more than a month late.
 * @throws {DomainError} not-found, own-right, own-gain, period-upside-down, period-overlaps,
 * structure-closed, proposal-waiting
 */
export const createPosting = (deps: GivingDeps, change: Change, posting: PostingAsked): Promise<Given> =>
  givePower(deps, change, postingPower, posting);
