import { DomainError } from '#domain/errors.ts';
import {
  accountOf,
  answerClaim,
  endIdentityLink,
  insertIdentityLink,
  lockClaim,
} from '#prisma/repositories/account/identities.ts';
import { endProviderSessions } from '#prisma/repositories/account/sessions.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { notifyAccount } from '../../account/notify-account.ts';
import { traceChange } from '../change.ts';
import type { Power } from './power.ts';
import { weighGuarded } from './weigh-guarded.ts';

/**
 * An identity that claims a person's account, to be linked in place of the one that opens it now.
 */
export interface IdentityAsked {
  readonly personId: string;
  /**
   * The lowest structure above where they are posted and everything that they sign, pay, publish or
   * administer; its administrators are responsible for them.
   */
  readonly structureId: string;
  readonly claimId: string;
}

/**
 * Replacement of the identity that opens an account. Its holder signs in as that person, so it
 * takes two administrators where the person signs or pays.
 */
export const identityPower: Power<IdentityAsked> = {
  kind: 'identity',
  subject: ({ personId, structureId, claimId }) => ({ personId, structureId, facts: { claimId } }),
  lock: (tx, { personId }) => lockPerson(tx, personId),
  weigh: weighGuarded,
  async check(tx, { personId, claimId }) {
    const claim = await lockClaim(tx, claimId, personId);
    if (claim === null) throw new DomainError('identity-claim-over');
    if ((await accountOf(tx, claim)) !== null) throw new DomainError('identity-taken');
  },
  async write(tx, change, { personId, claimId }, { proposalId, mailDomain }) {
    const claim = await lockClaim(tx, claimId, personId);
    if (claim === null) throw new DomainError('identity-claim-over');
    const { userId, issuer, subject, employeeNumber } = claim;
    const { at } = change;
    await endIdentityLink(tx, userId, issuer, at);
    const link = { userId, issuer, subject, employeeNumber, ground: 'administrators', linkedAt: at } as const;
    const id = await insertIdentityLink(tx, link);
    await answerClaim(tx, claimId, 'linked', at);
    const sessions = await endProviderSessions(tx, userId);
    await traceChange(tx, change, {
      ...{ chain: personId, verb: 'identity.relink', subject: `identity:${id}` },
      after: { issuer, claimId, sessions, ...(proposalId !== null && { proposalId }) },
    });
    const occasion = `identity:${id}`;
    await notifyAccount(tx, { personId, message: 'account-identity-changed', occasion, at, mailDomain });
    return id;
  },
};
