import type { Period } from '../../domain/calendar/civil-date.ts';
import { createHabilitation, habilitationsOf, lockPerson } from '../../prisma/repositories/administration/holdings.ts';
import type { Deps } from '../dependencies.ts';
import { administeredStructure, type Change, mayChangeRightsOf, mustFit, notInPast, traceChange } from './change.ts';

/**
 * Gives a right, on a structure and what is below it, for a while; answers its id. Nobody gives one to themselves.
 * @throws {DomainError} period-in-past, not-found, own-right, period-upside-down, period-overlaps, structure-closed
 */
export const giveHabilitation = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  right: Period & {
    readonly personId: string;
    readonly structureId: string;
    readonly role: string;
    readonly byRight: boolean;
  },
): Promise<string> =>
  database.transaction(async (tx) => {
    notInPast(right.from, change.at);
    const structure = await administeredStructure(tx, change, right.structureId);
    await mayChangeRightsOf(tx, change, right.personId);
    await lockPerson(tx, right.personId);
    mustFit(right, await habilitationsOf(tx, right.personId, right.role, right.structureId), structure);
    const id = await createHabilitation(tx, right);
    const { personId: chain, ...after } = right;
    await traceChange(tx, change, { chain, verb: 'habilitation.create', subject: `habilitation:${id}`, after });
    return id;
  });
