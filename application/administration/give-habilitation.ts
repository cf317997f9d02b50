import type { Change } from './change.ts';
import { habilitationPower, type RightFacts } from './powers/habilitation-power.ts';
import { type Given, type GivingDeps, givePower } from './powers/power.ts';

/**
 * Gives a right on a structure and everything below it, for a period. Proposed to a second
 * administrator when the right is sensitive (domain/permissions/role.ts). Nobody gives one to
 * themselves.
 * @throws {DomainError} period-in-past, not-found, person-departed, own-right, own-gain, top-only,
 * period-upside-down, period-overlaps, structure-closed, proposal-waiting
 */
export const giveHabilitation = (deps: GivingDeps, change: Change, right: RightFacts): Promise<Given> =>
  givePower(deps, change, habilitationPower, right);
