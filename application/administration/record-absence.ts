import { type CivilDate, parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import { gainsOpinionsOf } from '../../domain/permissions/administration.ts';
import { absencesOf, createAbsence, lockPerson } from '../../prisma/repositories/administration/holdings.ts';
import { actorFacts, postingOn } from '../../prisma/repositories/people/people.ts';
import type { Deps } from '../dependencies.ts';
import { type Change, mustAdminister, mustFit, traceChange } from './change.ts';

/**
 * Records that a person is away: their opinions go to whoever is above meanwhile; answers its id.
 * @throws {DomainError} not-found, own-gain, period-upside-down, period-overlaps
 */
export const recordAbsence = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  absence: { readonly personId: string; readonly from: CivilDate; readonly until: CivilDate },
): Promise<string> =>
  database.transaction(async (tx) => {
    const { personId: chain, from, until } = absence;
    const structurePath = (await postingOn(tx, chain, parisDay(change.at)))?.structure.path ?? null;
    if (structurePath === null) throw new DomainError('not-found');
    mustAdminister(change, structurePath);
    const superior = gainsOpinionsOf(change.actor, await actorFacts(tx, chain), parisDay(change.at));
    if (superior && change.actor.personId !== chain) throw new DomainError('own-gain');
    await lockPerson(tx, chain);
    mustFit(absence, await absencesOf(tx, chain));
    const id = await createAbsence(tx, absence);
    await traceChange(tx, change, { chain, verb: 'absence.create', subject: `absence:${id}`, after: { from, until } });
    return id;
  });
