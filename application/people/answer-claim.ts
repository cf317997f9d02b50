import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { within } from '#prisma/client.ts';
import { answerClaim, lockClaim } from '#prisma/repositories/account/identities.ts';
import { accountToShut, administeredAccount } from '../account/administered-account.ts';
import { type Change, traceChange } from '../administration/change.ts';
import { identityPower } from '../administration/powers/identity-power.ts';
import { type Given, type GivingDeps, givePower } from '../administration/powers/power.ts';
import type { Deps } from '../dependencies.ts';
import { guardedPlace, mustAnswerFor } from './guarded-place.ts';

interface Asked {
  readonly personId: string;
  readonly claimId: string;
}

/**
 * Links an identity that claimed a person's employee number, in place of the one that opens their
 * account. Their sessions by the identity provider end, and they are notified. For the holder of a
 * sensitive right it is proposed, and another administrator confirms.
 * @throws {DomainError} not-found, own-account, administrator-above, identity-claim-over,
 * identity-taken, proposal-waiting
 */
export const relinkIdentity = (deps: GivingDeps, change: Change, { personId, claimId }: Asked): Promise<Given> =>
  deps.database.transaction(async (tx) => {
    await accountToShut(tx, change, personId);
    const place = await guardedPlace(tx, personId, parisDay(change.at));
    const { structureId } = await mustAnswerFor(tx, change, place);
    return givePower({ ...deps, database: within(tx) }, change, identityPower, { personId, structureId, claimId });
  });

/**
 * Dismisses a claimed identity, which no longer awaits an answer.
 * @throws {DomainError} not-found, own-account, identity-claim-over
 */
export const dismissClaim = (
  { database }: Pick<Deps, 'database'>,
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
