import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canAdminister } from '#domain/permissions/administration.ts';
import { countWithoutAccount, withoutAccount } from '#prisma/repositories/account/uninvited.ts';
import { findStructure } from '#prisma/repositories/administration/structures.ts';
import { enqueue } from '#prisma/repositories/outbox.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { Deps, NotifyingDeps } from '../../dependencies.ts';
import type { ActsOnAccount } from '../administered-account.ts';
import { invite } from './invite.ts';

/**
 * Asks for everybody who is posted in a structure or below it, and has no account, to be invited: a worker does it, since they
 * may be a whole ministry. Answers how many they are.
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

/** People read at a time. */
const PAGE = 100;

/**
 * Invites them, each by the rights that whoever asked has by then, in a transaction of its own. Who cannot be invited is left;
 * begun again, it invites those who are left. Answers how many were.
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
