import { parisDay } from '#domain/calendar/civil-date.ts';
import { periodState } from '#domain/calendar/period.ts';
import { delegationLapse, officeEndOf } from '#domain/power/delegation.ts';
import type { KeptDelegation } from '#prisma/repositories/administration/delegations.ts';
import type { DelegationRow } from '#web/contract/operations/administration.ts';

/** A delegation as its keeper reads it, with why it gives no power today, if it does not. */
export function delegationView(one: KeptDelegation, at: Date): DelegationRow {
  const day = parisDay(at);
  const lapse = delegationLapse(one, one.delegate, day);
  const { id, reference, delegatorQuality, matters, publishedOn, publication, revokedOn, suspended, suspensionReason } =
    one;
  const { from, until } = one;
  return {
    id,
    reference,
    delegator: one.delegatorRef,
    delegatorQuality,
    delegate: one.delegateRef,
    matters: [...matters],
    structure: one.structureRef,
    from,
    until,
    state: periodState(one, day),
    publishedOn,
    publication,
    revokedOn,
    suspension:
      suspended?.until && suspensionReason !== null
        ? { ...suspended, until: suspended.until, reason: suspensionReason }
        : null,
    officeEndsOn: officeEndOf(one, one.delegate),
    lapse,
  };
}
