import { parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import { canAdminister } from '../../domain/permissions/administration.ts';
import { within } from '../../prisma/client.ts';
import { answerClaim, lockClaim } from '../../prisma/repositories/account/identities.ts';
import { accountToShut, administeredAccount } from '../account/administered-account.ts';
import { actorNow, type Change, traceChange } from '../administration/change.ts';
import { identityPower } from '../administration/powers/identity-power.ts';
import { type Given, type GivingDeps, givePower } from '../administration/powers/power.ts';
import { guardedPlace } from './guarded-place.ts';

interface Asked {
  readonly personId: string;
  readonly claimId: string;
}

/**
 * Links an identity that came with a person's employee number in place of the one that opens their account; their sessions by
 * the provider end, and they are told. Of whoever holds a sensitive right it is proposed, and another administrator confirms.
 * @throws {DomainError} not-found, own-account, administrator-above, identity-claim-over, identity-taken, proposal-waiting
 */
export const relinkIdentity = (deps: GivingDeps, change: Change, { personId, claimId }: Asked): Promise<Given> =>
  deps.database.transaction(async (tx) => {
    await accountToShut(tx, change, personId);
    const day = parisDay(change.at);
    const place = await guardedPlace(tx, personId, day);
    // As a recovery: two who administer a branch do not decide who enters as somebody who signs for the whole.
    if (place === null || !canAdminister(await actorNow(tx, change), place.path, day))
      throw new DomainError('administrator-above');
    const asked = { personId, structureId: place.structureId, claimId };
    return givePower({ ...deps, database: within(tx) }, change, identityPower, asked);
  });

/**
 * Puts such an identity aside: it comes for nothing any more.
 * @throws {DomainError} not-found, own-account, identity-claim-over
 */
export const dismissClaim = (
  { database }: Pick<GivingDeps, 'database'>,
  change: Change,
  { personId, claimId }: Asked,
): Promise<void> =>
  database.transaction(async (tx) => {
    await administeredAccount(tx, change, personId);
    if ((await lockClaim(tx, claimId, personId)) === null) throw new DomainError('identity-claim-over');
    await answerClaim(tx, claimId, 'dismissed', change.at);
    await traceChange(tx, change, {
      ...{ chain: personId, verb: 'identity.dismiss', subject: `identity-claim:${claimId}` },
    });
  });
