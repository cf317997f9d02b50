import { type CivilDate, parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import { gainsOpinionsOf } from '../../domain/permissions/administration.ts';
import { absencesOf, createAbsence, lockPerson } from '../../prisma/repositories/administration/holdings.ts';
import { actorFacts, postingOn } from '../../prisma/repositories/people/people.ts';
import type { Deps } from '../dependencies.ts';
import { actorNow, type Change, mayChangeAbsenceOf, mustAdminister, mustFit, traceChange } from './change.ts';

/**
 * Records that a person is away: their opinions go to whoever is above meanwhile; answers its id.
 * @throws {DomainError} not-found, superior-elsewhere, own-gain, period-upside-down, period-overlaps
 */
export const recordAbsence = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  absence: { readonly personId: string; readonly from: CivilDate; readonly until: CivilDate },
): Promise<string> =>
  database.transaction(async (tx) => {
    const { personId: chain, from, until } = absence;
    await lockPerson(tx, chain);
    const day = parisDay(change.at);
    await mustAdminister(tx, change, (await postingOn(tx, chain, day))?.structure.path ?? null);
    await mayChangeAbsenceOf(tx, change, chain, absence);
    const actor = await actorNow(tx, change);
    const superior = gainsOpinionsOf(actor, await actorFacts(tx, chain), day);
    if (superior && actor.personId !== chain) throw new DomainError('own-gain');
    mustFit(absence, await absencesOf(tx, chain));
    const id = await createAbsence(tx, absence);
    await traceChange(tx, change, { chain, verb: 'absence.create', subject: `absence:${id}`, after: { from, until } });
    return id;
  });
