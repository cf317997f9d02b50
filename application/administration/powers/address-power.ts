import { DomainError } from '#domain/errors.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { findIdentity, lockIdentities, takenIdentity } from '#prisma/repositories/people/persons.ts';
import { keepCorrection } from '../../people/keep-correction.ts';
import type { Power } from './power.ts';
import { weighGuarded } from './weigh-guarded.ts';

/** A work address to correct. */
export interface AddressAsked {
  readonly personId: string;
  /** Where the person is posted: the administrators of this structure are responsible for them. */
  readonly structureId: string;
  readonly workEmail: string;
}

/**
 * Correction of a work address. Anybody who reads a person's work mail can have their password
 * changed, so it takes two administrators where the person signs or pays.
 */
export const addressPower: Power<AddressAsked> = {
  kind: 'address',
  subject: ({ personId, structureId }) => ({ personId, structureId, facts: {} }),
  async lock(tx, { personId }) {
    await lockIdentities(tx);
    await lockPerson(tx, personId);
  },
  weigh: weighGuarded,
  async check(tx, { personId, workEmail }) {
    const identity = await findIdentity(tx, personId);
    if (identity === null) throw new DomainError('not-found');
    if ((await takenIdentity(tx, { ...identity, workEmail }, personId)).address) throw new DomainError('address-taken');
  },
  async write(tx, change, { personId, workEmail }, { proposalId, mailDomain }) {
    const former = await findIdentity(tx, personId);
    if (former === null) throw new DomainError('not-found');
    const correction = { personId, former, after: { workEmail }, source: 'screen', proposalId, mailDomain } as const;
    return keepCorrection(tx, change, correction);
  },
  // The audit trail says that an address was proposed, never which one.
  traced: ({ structureId }) => ({ structureId }),
};
