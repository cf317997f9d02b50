import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { gainsOpinionsOf } from '#domain/permissions/administration.ts';
import { absencesOf, createAbsence, lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { actorFacts, postingOn } from '#prisma/repositories/people/people.ts';
import type { Deps } from '../dependencies.ts';
import { type Change, mustAdminister, mustFit, mustSuspend, traceChange } from './change.ts';

/**
 * Records that a person is away, and returns the id of the absence. Meanwhile their opinions pass
 * to the nearest supérieur above.
 * @throws {DomainError} not-found, superior-elsewhere, own-gain, period-upside-down,
 * period-overlaps
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
    const actor = await mustAdminister(tx, change, (await postingOn(tx, chain, day))?.structure.path ?? null);
    const away = await actorFacts(tx, chain);
    mustSuspend(actor, away, absence, day);
    if (actor.personId !== chain && gainsOpinionsOf(actor, away, day)) throw new DomainError('own-gain');
    mustFit(absence, await absencesOf(tx, chain));
    const id = await createAbsence(tx, absence);
    await traceChange(tx, change, { chain, verb: 'absence.create', subject: `absence:${id}`, after: { from, until } });
    return id;
  });
