import { DomainError } from '#domain/errors.ts';
import { within } from '#prisma/client.ts';
import { findPosting, lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { type Change, mayChangeRightsOf, mustAdminister, readHeld } from './change.ts';
import { type GivingDeps, givePower, proposalIdOf } from './powers/power.ts';
import { qualityPower } from './powers/quality-power.ts';

/**
 * Corrects a mistyped quality in all the posts of the same office: its holder has not changed
 * office, so the delegations that they gave or received continue. Notifies them. For a person who
 * may sign, it is proposed instead.
 * @returns the id of the proposal; null: corrected, or unchanged
 * @throws {DomainError} not-found, own-right, delegation-revived, proposal-waiting
 */
export const correctPosting = (
  deps: GivingDeps,
  change: Change,
  { id, quality }: { readonly id: string; readonly quality: string },
): Promise<string | null> =>
  deps.database.transaction(async (tx) => {
    const { personId, structurePath, facts } = await readHeld(
      () => findPosting(tx, id),
      ({ personId: held }) => lockPerson(tx, held),
    );
    await mustAdminister(tx, change, structurePath);
    await mayChangeRightsOf(tx, change, personId);
    if (facts.quality === quality) return null;
    if (typeof facts.structureId !== 'string') throw new DomainError('not-found');
    const asked = { personId, structureId: facts.structureId, postingId: id, quality };
    return proposalIdOf(await givePower({ ...deps, database: within(tx) }, change, qualityPower, asked));
  });
