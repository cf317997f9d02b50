import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canAdminister } from '#domain/permissions/administration.ts';
import { countWithoutAccount, withoutAccount } from '#prisma/repositories/account/uninvited.ts';
import { findStructure } from '#prisma/repositories/administration/structures.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { Deps, NotifyingDeps } from '../../dependencies.ts';
import type { ActsOnAccount } from '../administered-account.ts';
import { invite } from './invite.ts';

/**
 * Queues the invitation of everybody without an account in a structure and below it; a worker sends
 * them, since it may be a whole ministry.
 * @returns how many people that is
 * @throws {DomainError} not-found
 */
export const askInvitations = (
  { database }: Pick<Deps, 'database'>,
  { actor, at }: ActsOnAccount,
  { structureId }: { readonly structureId: string },
): Promise<number> =>
  database.transaction(async (tx) => {
    const day = parisDay(at);
    const structure = await findStructure(tx, structureId);
    if (structure === null || !canAdminister(await actorFacts(tx, actor.personId), structure.path, day))
      throw new DomainError('not-found');
    const count = await countWithoutAccount(tx, { structureId, day });
    if (count > 0) await enqueue(tx, { command: 'invite-people', payload: { structureId, byId: actor.personId } });
    return count;
  });

/** Number of people read at a time. */
const PAGE = 100;

/**
 * Invites people without an account, each in a transaction of its own, by the rights that the
 * person who asked has by then. Skips those who cannot be invited; run again, it invites those who
 * remain.
 * @returns the number of people invited
 */
export async function invitePeople(
  deps: NotifyingDeps,
  { structureId, byId, now }: { readonly structureId: string; readonly byId: string; readonly now: () => Date },
): Promise<number> {
  const { prisma } = deps.database;
  let invited = 0;
  for (let after: string | null = null; ; ) {
    const page = await withoutAccount(prisma, { structureId, day: parisDay(now()), after, limit: PAGE });
    if (page.length === 0) return invited;
    for (const personId of page) {
      try {
        await invite(deps, { actor: await actorFacts(prisma, byId), at: now() }, { personId });
        invited += 1;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
    after = page.at(-1) ?? null;
  }
}
