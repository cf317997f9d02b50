import { DomainError } from '#domain/errors.ts';
import type { Change } from './change.ts';
import { type DelegationAsked, delegationPower } from './powers/delegation-power.ts';
import { type Given, type GivingDeps, givePower } from './powers/power.ts';

/**
 * Proposes a délégation de signature: named, limited in matter, structure and dates. It is recorded
 * once another administrator confirms it.
 * @throws {DomainError} delegation-to-oneself, matter-unknown, period-in-past, not-found,
 * own-right, delegator-without-power, period-upside-down, period-overlaps, structure-closed,
 * proposal-waiting
 */
export async function giveDelegation(deps: GivingDeps, change: Change, delegation: DelegationAsked): Promise<Given> {
  if (delegation.delegatorId === delegation.delegateId) throw new DomainError('delegation-to-oneself');
  return givePower(deps, change, delegationPower, delegation);
}
