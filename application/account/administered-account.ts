import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { accountFault, isAboveAsAdministrator } from '#domain/permissions/people.ts';
import type { Tx } from '#prisma/client.ts';
import { type AccountFacts, findAccount, lockAccount } from '#prisma/repositories/account/accounts.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { personPlace } from '#prisma/repositories/people/persons.ts';
import { actorNow } from '../administration/change.ts';

/** An administrator who acts on another person's account, and when. */
export interface ActsOnAccount {
  readonly actor: Actor;
  readonly at: Date;
}

/**
 * Returns the account of a person, if there is one, for an administrator of the place where they
 * are. Locks the rows of both until the transaction ends, and reads the administrator's rights now,
 * not as they were when the request came in.
 * @throws {DomainError} not-found, own-account
 */
export async function administeredAccount(
  tx: Tx,
  { actor, at }: ActsOnAccount,
  personId: string,
): Promise<AccountFacts | null> {
  await lockPerson(tx, personId);
  const day = parisDay(at);
  const place = await personPlace(tx, personId, day);
  if (place === null) throw new DomainError('not-found');
  const fault = accountFault(await actorNow(tx, { actor }), place, day);
  if (fault !== null) throw new DomainError(fault);
  const there = await findAccount(tx, { personId });
  if (there === null) return null;
  await lockAccount(tx, there.id);
  return findAccount(tx, { personId });
}

/**
 * Returns an existing account, its rows locked, for what shuts its owner out: the administrator
 * must also be above every right to administer that the owner holds.
 * @throws {DomainError} not-found, own-account, administrator-above
 */
export async function accountToShut(tx: Tx, by: ActsOnAccount, personId: string): Promise<AccountFacts> {
  const account = await administeredAccount(tx, by, personId);
  if (account === null) throw new DomainError('not-found');
  await mustBeAbove(tx, by, personId);
  return account;
}

/**
 * Checks that an administrator is above every right to administer that a person holds.
 * @throws {DomainError} administrator-above
 */
export async function mustBeAbove(tx: Tx, by: ActsOnAccount, personId: string): Promise<void> {
  const [actor, other] = [await actorNow(tx, by), await actorFacts(tx, personId)];
  if (!isAboveAsAdministrator(actor, other, parisDay(by.at))) throw new DomainError('administrator-above');
}
