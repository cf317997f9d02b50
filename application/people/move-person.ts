import { type CivilDate, parisDay } from '../../domain/calendar/civil-date.ts';
import { eveOf } from '../../domain/calendar/period.ts';
import { DomainError } from '../../domain/errors.ts';
import { canMovePerson } from '../../domain/permissions/people.ts';
import { within } from '../../prisma/client.ts';
import {
  findHabilitation,
  findPosting,
  type Holding,
  lockPerson,
} from '../../prisma/repositories/administration/holdings.ts';
import { postingOn } from '../../prisma/repositories/people/people.ts';
import { personPlace } from '../../prisma/repositories/people/persons.ts';
import { actorNow, type Change, structureAt } from '../administration/change.ts';
import { createPosting } from '../administration/create-posting.ts';
import { endHolding, type HeldName } from '../administration/end-holding.ts';
import type { PostingAsked } from '../administration/powers/posting-power.ts';
import type { Given, GivingDeps } from '../administration/powers/power.ts';
import type { Deps } from '../dependencies.ts';

/** Where a person goes, and which of their rights end with the post that they leave. */
export interface MoveOfPerson extends PostingAsked {
  readonly endedRights: readonly string[];
}

/**
 * Moves a person: the post they hold ends on the eve, the other one begins, the rights that go with the former end; all or
 * nothing. Where a second administrator must confirm the new post, it is proposed and the rest is done.
 * @throws {DomainError} not-found, own-right, and what stands against an end or the new post
 */
export const movePerson = (deps: GivingDeps, change: Change, { endedRights, ...post }: MoveOfPerson): Promise<Given> =>
  deps.database.transaction(async (tx) => {
    const { actor, at } = change;
    const { personId, from } = post;
    const here = { ...deps, database: within(tx) };
    await lockPerson(tx, personId);
    const place = await personPlace(tx, personId, parisDay(at));
    if (place === null) throw new DomainError('not-found');
    const { path } = await structureAt(tx, post.structureId);
    if (actor.personId === personId) throw new DomainError('own-right');
    if (!canMovePerson(await actorNow(tx, change), place, path, parisDay(at))) throw new DomainError('not-found');
    const until = eveOf(from);
    const left = await postingOn(tx, personId, until);
    if (left !== null) await endAt(here, change, 'posting', await findPosting(tx, left.id), until);
    for (const id of endedRights) {
      const right = await findHabilitation(tx, id);
      if (right?.personId !== personId) throw new DomainError('not-found');
      await endAt(here, change, 'habilitation', right, until);
    }
    return createPosting(here, change, post);
  });

/** Ends what goes on after that day; what ends by then already is left as it is. */
async function endAt(
  deps: Pick<Deps, 'database'>,
  change: Change,
  name: HeldName,
  held: Holding | null,
  until: CivilDate,
): Promise<void> {
  if (held === null || (held.until !== null && held.until <= until)) return;
  await endHolding(deps, change, { name, id: held.id, until });
}
