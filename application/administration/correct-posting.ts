import { parisDay } from '../../domain/calendar/civil-date.ts';
import { findPosting, lockPerson } from '../../prisma/repositories/administration/holdings.ts';
import type { NotifyingDeps } from '../dependencies.ts';
import { type Change, mayChangeRightsOf, mustAdminister, readHeld, traceChange } from './change.ts';
import { mendQuality } from './mend-quality.ts';
import { tellPostMended } from './tell-post-mended.ts';

/**
 * Corrects the words of a quality that were mistyped, of the whole office that it names: whoever holds it has changed no
 * office, and the delegations that they gave or received go on. The person is told. What is the same is left as it is.
 * @throws {DomainError} not-found, own-right, delegation-revived
 */
export const correctPosting = (
  { database, mailDomain }: NotifyingDeps,
  change: Change,
  { id, quality }: { readonly id: string; readonly quality: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    const held = await readHeld(
      () => findPosting(tx, id),
      ({ personId }) => lockPerson(tx, personId),
    );
    const { personId, structurePath, facts: before } = held;
    await mustAdminister(tx, change, structurePath);
    await mayChangeRightsOf(tx, change, personId);
    if (before.quality === quality) return;
    await mendQuality(tx, { personId, postingId: id, quality, day: parisDay(change.at) });
    const after = { ...before, quality };
    await traceChange(tx, change, {
      chain: personId,
      verb: 'posting.correct',
      subject: `posting:${id}`,
      before,
      after,
    });
    await tellPostMended(tx, { personId, postingId: id, said: { quality }, mailDomain, at: change.at });
  });
