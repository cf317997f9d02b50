import { parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import { canAdminister } from '../../domain/permissions/administration.ts';
import { guardedPath, isGuardedByTwo } from '../../domain/permissions/people.ts';
import { within } from '../../prisma/client.ts';
import { actorFacts } from '../../prisma/repositories/people/people.ts';
import { personPlace } from '../../prisma/repositories/people/persons.ts';
import { actorNow, type Change } from '../administration/change.ts';
import { type GivingDeps, givePower } from '../administration/powers/power.ts';
import { recoveryPower } from '../administration/powers/recovery-power.ts';
import { accountToShut } from './administered-account.ts';

/**
 * Gives an account back to whoever lost what opens it: their password and second factors are worth nothing any more, and a
 * link is mailed to them. Of whoever holds a sensitive right it is proposed, and another administrator confirms it: to have
 * someone's factor replaced is to sign in their place (G10).
 * @throws {DomainError} not-found, own-account, administrator-above, account-waiting, account-locked, account-closed,
 * proposal-waiting
 */
export const recoverAccount = (
  { database, mailDomain }: GivingDeps,
  change: Change,
  { personId }: { readonly personId: string },
): Promise<{ readonly proposalId: string | null }> =>
  database.transaction(async (tx) => {
    const day = parisDay(change.at);
    await accountToShut(tx, change, personId);
    const person = await actorFacts(tx, personId);
    const byTwo = isGuardedByTwo(person, day);
    const path = guardedPath((await personPlace(tx, personId, day))?.placePath ?? '/', person, day);
    // Two who administer a branch do not recover the account of who signs for the whole, because that one is posted there.
    if (!canAdminister(await actorNow(tx, change), path, day)) throw new DomainError('administrator-above');
    const structureId = path.split('/').filter(Boolean).at(-1) ?? '';
    const given = await givePower({ database: within(tx), mailDomain }, change, recoveryPower, {
      personId,
      structureId,
    });
    return { proposalId: byTwo && 'proposalId' in given ? given.proposalId : null };
  });
