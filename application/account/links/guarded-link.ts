import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError, type ErrorCode } from '#domain/errors.ts';
import { linkedAccountFault } from '#domain/permissions/people.ts';
import type { Tx } from '#prisma/client.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';

/** The person whose account a link would open. */
interface Owner {
  readonly id: string;
  readonly workEmail: string | null;
}

/** Returns why no link may open this account, by its owner's rights today; null: one may. */
export const guardedLinkFault = async (tx: Tx, { id, workEmail }: Owner, at: Date): Promise<ErrorCode | null> =>
  workEmail === null ? linkedAccountFault(workEmail, await actorFacts(tx, id), parisDay(at)) : null;

/**
 * Checks that a link may open this account, by its owner's rights today.
 * @throws {DomainError} address-needed
 */
export async function mustBeLinkable(tx: Tx, owner: Owner, at: Date): Promise<void> {
  const fault = await guardedLinkFault(tx, owner, at);
  if (fault !== null) throw new DomainError(fault);
}
