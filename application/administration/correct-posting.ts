import { DomainError } from '#domain/errors.ts';
import { within } from '#prisma/client.ts';
import { findPosting, lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { type Change, mayChangeRightsOf, mustAdminister, readHeld } from './change.ts';
import { type GivingDeps, givePower, proposalIdOf } from './powers/power.ts';
import { qualityPower } from './powers/quality-power.ts';

/**
 * Corrects the words of a quality that were mistyped, of the whole office that it names: whoever holds it has changed no
 * office, and the delegations that they gave or received go on. The person is told. What is the same is left as it is; of whoever
 * may sign it is proposed: answers under which proposal it waits.
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
