import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canAdminister } from '#domain/permissions/administration.ts';
import { guardedPath, isGuardedByTwo } from '#domain/permissions/people.ts';
import type { Tx } from '#prisma/client.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { personPlace } from '#prisma/repositories/people/persons.ts';
import { actorNow, type Change } from '../administration/change.ts';

/** Whose administrators answer for what opens somebody's account, their work address and what they enter with. */
export interface GuardedPlace {
  readonly structureId: string;
  readonly path: string;
  /** Two of them: its owner holds a sensitive right. */
  readonly byTwo: boolean;
}

/** That place for a person, as they stand now; null: they are nowhere. */
export async function guardedPlace(tx: Tx, personId: string, day: CivilDate): Promise<GuardedPlace | null> {
  const placePath = (await personPlace(tx, personId, day))?.placePath ?? null;
  if (placePath === null) return null;
  const person = await actorFacts(tx, personId);
  const path = guardedPath(placePath, person, day);
  const structureId = path.split('/').filter(Boolean).at(-1) ?? '';
  return { structureId, path, byTwo: isGuardedByTwo(person, day) };
}

/**
 * The place, for whoever answers for it: two who administer a branch do not change what opens the account of who signs for the
 * whole, because that one is posted there.
 * @throws {DomainError} administrator-above
 */
export async function mustAnswerFor(tx: Tx, change: Change, place: GuardedPlace | null): Promise<GuardedPlace> {
  if (place === null || !canAdminister(await actorNow(tx, change), place.path, parisDay(change.at)))
    throw new DomainError('administrator-above');
  return place;
}
