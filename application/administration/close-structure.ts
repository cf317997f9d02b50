import { type CivilDate, parisDay } from '../../domain/calendar/civil-date.ts';
import { eveOf } from '../../domain/calendar/period.ts';
import { DomainError } from '../../domain/errors.ts';
import { closeStructure as close, usesAfter } from '../../prisma/repositories/administration/structures.ts';
import type { Deps } from '../dependencies.ts';
import type { Change } from './change.ts';
import { changedStructure } from './changed-structure.ts';
import { tellReorganised } from './tell-reorganised.ts';

/**
 * Closes a structure after its last day, once nobody is left there. Requests under way there go on with those above.
 * @throws {DomainError} period-in-past, not-found, structure-root, period-over, structure-in-use
 */
export async function closeStructure(
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { id, on, told = true }: { readonly id: string; readonly on: CivilDate; readonly told?: boolean },
): Promise<void> {
  if (on < eveOf(parisDay(change.at))) throw new DomainError('period-in-past');
  await database.transaction((tx) =>
    changedStructure(tx, change, id, 'structure.close', async (before) => {
      if (before.parentId === null) throw new DomainError('structure-root');
      if (before.closedOn !== null && before.closedOn <= on) throw new DomainError('period-over');
      const uses = await usesAfter(tx, id, on);
      if (uses.postings + uses.rights + uses.below > 0) throw new DomainError('structure-in-use', uses);
      await close(tx, id, on);
      if (told) await tellReorganised(tx, { structureId: id, change: 'close', intoId: before.parentId });
      return { before: { closedOn: before.closedOn }, after: { closedOn: on } };
    }),
  );
}
