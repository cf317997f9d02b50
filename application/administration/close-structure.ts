import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { eveOf } from '#domain/calendar/period.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import {
  closeStructure as close,
  findStructure,
  type StructureFacts,
  usesAfter,
} from '#prisma/repositories/administration/structures.ts';
import type { Deps } from '../dependencies.ts';
import type { Change } from './change.ts';
import { changedStructure } from './changed-structure.ts';
import { tellReorganised } from './tell-reorganised.ts';

/**
 * Closes a structure after its last day, once no post, right or open structure is left in it; a
 * closure to come can be moved to another day. Requests under way there continue with the people
 * above. Does nothing if it already closes on that day.
 * @throws {DomainError} period-in-past, not-found, structure-root, structure-closed, parent-closes,
 * structure-in-use
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
      if (before.closedOn === on) return null;
      mustNotBeClosed(before, change.at);
      await mustNotOutlast(tx, before, on);
      const uses = await usesAfter(tx, id, on);
      if (uses.postings + uses.rights + uses.below > 0) throw new DomainError('structure-in-use', uses);
      await close(tx, id, on);
      if (told && before.closedOn === null)
        await tellReorganised(tx, { structureId: id, change: 'close', intoId: before.parentId });
      return { before: { closedOn: before.closedOn }, after: { closedOn: on } };
    }),
  );
}

/**
 * Cancels a closure to come and notifies the people who had been told of it. Does nothing if the
 * structure is not about to close.
 * @throws {DomainError} not-found, structure-closed, parent-closes
 */
export const keepStructure = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { id }: { readonly id: string },
): Promise<void> =>
  database.transaction((tx) =>
    changedStructure(tx, change, id, 'structure.keep', async (before) => {
      if (before.closedOn === null) return null;
      mustNotBeClosed(before, change.at);
      await mustNotOutlast(tx, before, null);
      await close(tx, id, null);
      await tellReorganised(tx, { structureId: id, change: 'keep', intoId: before.parentId });
      return { before: { closedOn: before.closedOn }, after: { closedOn: null } };
    }),
  );

function mustNotBeClosed({ closedOn }: StructureFacts, at: Date): void {
  if (closedOn !== null && closedOn < parisDay(at)) throw new DomainError('structure-closed');
}

/**
 * Checks that a structure closes no later than the one above it.
 * @throws {DomainError} parent-closes
 */
async function mustNotOutlast(tx: Tx, { parentId }: StructureFacts, on: CivilDate | null): Promise<void> {
  const closes = parentId === null ? null : ((await findStructure(tx, parentId))?.closedOn ?? null);
  if (closes !== null && (on === null || on > closes)) throw new DomainError('parent-closes', { on: closes });
}
