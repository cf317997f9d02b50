import type { Period } from '../../domain/calendar/civil-date.ts';
import { createPosting as insert, lockPerson, postingsOf } from '../../prisma/repositories/administration/holdings.ts';
import type { Deps } from '../dependencies.ts';
import { administeredStructure, type Change, mayChangeRightsOf, mustFit, traceChange } from './change.ts';

/**
 * Posts a person in a structure, one post at a time; answers its id.
 * @throws {DomainError} not-found, own-right, period-upside-down, period-overlaps, structure-closed
 */
export const createPosting = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  posting: Period & {
    readonly personId: string;
    readonly structureId: string;
    readonly quality: string;
    readonly grade: string;
  },
): Promise<string> =>
  database.transaction(async (tx) => {
    const structure = await administeredStructure(tx, change, posting.structureId);
    await mayChangeRightsOf(tx, change, posting.personId);
    await lockPerson(tx, posting.personId);
    mustFit(posting, await postingsOf(tx, posting.personId), structure);
    const id = await insert(tx, posting);
    const { personId: chain, ...after } = posting;
    await traceChange(tx, change, { chain, verb: 'posting.create', subject: `posting:${id}`, after });
    return id;
  });
