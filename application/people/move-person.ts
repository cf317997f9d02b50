import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canMovePerson } from '#domain/permissions/people.ts';
import { within } from '#prisma/client.ts';
import { findHabilitation, lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { personPlace } from '#prisma/repositories/people/persons.ts';
import { actorNow, type Change, mustAdminister, structureAt } from '../administration/change.ts';
import { createPosting } from '../administration/create-posting.ts';
import type { PostingAsked } from '../administration/powers/posting-power.ts';
import type { Given, GivingDeps } from '../administration/powers/power.ts';

/** Where a person goes, and which of their rights end with the post that they leave. */
export interface MoveOfPerson extends PostingAsked {
  readonly endedRights: readonly string[];
}

/**
 * Moves a person: ends their post on the eve, begins the other one and ends the rights that go with
 * the former; all or nothing. Where a second administrator must confirm the new post, the whole
 * move is proposed, so that nobody is left without a post meanwhile.
 * @throws {DomainError} not-found, own-right, and those of ending a right or giving the new post
 */
export const movePerson = (deps: GivingDeps, change: Change, { endedRights, ...post }: MoveOfPerson): Promise<Given> =>
  deps.database.transaction(async (tx) => {
    const { actor, at } = change;
    const { personId } = post;
    const here = { ...deps, database: within(tx) };
    await lockPerson(tx, personId);
    const place = await personPlace(tx, personId, parisDay(at));
    if (place === null) throw new DomainError('not-found');
    const { path } = await structureAt(tx, post.structureId);
    if (actor.personId === personId) throw new DomainError('own-right');
    if (!canMovePerson(await actorNow(tx, change), place, path, parisDay(at))) throw new DomainError('not-found');
    for (const id of endedRights) {
      const right = await findHabilitation(tx, id);
      if (right?.personId !== personId) throw new DomainError('not-found');
      await mustAdminister(tx, change, right.structurePath);
    }
    return createPosting(here, change, { ...post, leaving: { endedRights } });
  });
