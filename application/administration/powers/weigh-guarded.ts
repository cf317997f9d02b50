import { parisDay } from '#domain/calendar/civil-date.ts';
import type { PowerGiven } from '#domain/permissions/administration.ts';
import type { Tx } from '#prisma/client.ts';
import { guardedPlace } from '../../people/guarded-place.ts';
import { structureAt } from '../change.ts';

/**
 * Weighs a power that lets another person into an account. It applies where its owner is posted,
 * with what they hold by now, should that have changed since the proposal.
 * @throws {DomainError} not-found
 */
export async function weighGuarded(
  tx: Tx,
  { personId, structureId }: { readonly personId: string; readonly structureId: string },
  at: Date,
): Promise<PowerGiven> {
  const proposed = await structureAt(tx, structureId);
  const now = await guardedPlace(tx, personId, parisDay(at));
  const { path, byTwo } = now ?? { path: proposed.path, byTwo: true };
  return { from: path, to: path, personIds: [personId], gainerIds: [], sensitive: byTwo };
}
