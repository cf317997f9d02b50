import { DomainError } from '#domain/errors.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { findIdentity, lockIdentities, takenIdentity } from '#prisma/repositories/people/persons.ts';
import { keepCorrection } from '../../people/keep-correction.ts';
import type { Power } from './power.ts';
import { weighGuarded } from './weigh-guarded.ts';

/** A work address to correct. */
export interface AddressAsked {
  readonly personId: string;
  /** Where the person is: whose administrators answer for it. */
  readonly structureId: string;
  readonly workEmail: string;
}

/** Whoever reads somebody's work address can have their password changed: where they sign or pay, that is a power. */
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
  // The journal says that an address was proposed, never which.
  traced: ({ structureId }) => ({ structureId }),
};
