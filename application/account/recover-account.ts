import { parisDay } from '#domain/calendar/civil-date.ts';
import { within } from '#prisma/client.ts';
import type { Change } from '../administration/change.ts';
import { givePower, proposalIdOf } from '../administration/powers/power.ts';
import { recoveryPower } from '../administration/powers/recovery-power.ts';
import type { NotifyingDeps } from '../dependencies.ts';
import { guardedPlace, mustAnswerFor } from '../people/guarded-place.ts';
import { accountToShut } from './administered-account.ts';

/**
 * Gives an account back to a person who lost what opens it: their password and second factors are
 * dropped, and a link is mailed to them. For the holder of a sensitive right it is proposed, and
 * another administrator confirms: replacing somebody’s factor is enough to sign in their place (G10).
 * @returns the id of the proposal; null: done
 * @throws {DomainError} not-found, own-account, administrator-above, account-waiting,
 * account-locked, account-closed, proposal-waiting
 */
export const recoverAccount = (
  { database, mailDomain }: NotifyingDeps,
  change: Change,
  { personId }: { readonly personId: string },
): Promise<{ readonly proposalId: string | null }> =>
  database.transaction(async (tx) => {
    await accountToShut(tx, change, personId);
    const place = await guardedPlace(tx, personId, parisDay(change.at));
    const { structureId } = await mustAnswerFor(tx, change, place);
    const deps = { database: within(tx), mailDomain };
    return { proposalId: proposalIdOf(await givePower(deps, change, recoveryPower, { personId, structureId })) };
  });
