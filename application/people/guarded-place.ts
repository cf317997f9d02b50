import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canAdminister } from '#domain/permissions/administration.ts';
import { guardedPath, isGuardedByTwo } from '#domain/permissions/people.ts';
import type { Tx } from '#prisma/client.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { personPlace } from '#prisma/repositories/people/persons.ts';
import { actorNow, type Change } from '../administration/change.ts';

/**
 * The structure whose administrators are responsible for what opens a person's account: their work
 * address and means of signing in.
 */
export interface GuardedPlace {
  readonly structureId: string;
  readonly path: string;
  /** It takes two administrators: the person holds a sensitive right. */
  readonly byTwo: boolean;
}

/**
 * Returns the guarded place of a person by what they hold on that day; null: they are posted
 * nowhere.
 */
export async function guardedPlace(tx: Tx, personId: string, day: CivilDate): Promise<GuardedPlace | null> {
  const placePath = (await personPlace(tx, personId, day))?.placePath ?? null;
  if (placePath === null) return null;
  const person = await actorFacts(tx, personId);
  const path = guardedPath(placePath, person, day);
  const structureId = path.split('/').filter(Boolean).at(-1) ?? '';
  return { structureId, path, byTwo: isGuardedByTwo(person, day) };
}

/**
 * Returns the guarded place if the author administers it. Two administrators of a branch must not
 * change what opens the account of a person who signs for the whole ministry, only because that
 * person is posted in their branch.
 * @throws {DomainError} administrator-above
 */
export async function mustAnswerFor(tx: Tx, change: Change, place: GuardedPlace | null): Promise<GuardedPlace> {
  if (place === null || !canAdminister(await actorNow(tx, change), place.path, parisDay(change.at)))
    throw new DomainError('administrator-above');
  return place;
}
