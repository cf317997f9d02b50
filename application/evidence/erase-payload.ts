import { DomainError } from '#domain/errors.ts';
import { erasureOf } from '#domain/evidence/audit.ts';
import { type AuditPlace, appendAudit, blankPayload, lockPayload } from '#prisma/audit.ts';
import type { Deps } from '../dependencies.ts';

/**
 * Erases the payload of an event and its salt for good. The event stays, its digest reveals
 * nothing, and the chain still verifies; another event of the same chain says who erased it and
 * why. Writes nothing if it is already erased.
 * @returns whether it was erased now
 * @throws {DomainError} not-found when the chain has no such event
 */
export async function erasePayload(
  { database }: Pick<Deps, 'database'>,
  asked: AuditPlace & {
    /** Null when the portal does it by itself, at the end of a delay. */
    readonly actorId: string | null;
    readonly reason: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const { chain, sequence, actorId, reason, at } = asked;
  return database.transaction(async (tx) => {
    const payload = await lockPayload(tx, { chain, sequence });
    if (payload === null) throw new DomainError('not-found');
    if (payload.isErased) return false;
    const subject = erasureOf(sequence);
    await appendAudit(tx, { chain, at, actorId, verb: 'payload.erase', subject, payload: { reason } });
    await blankPayload(tx, { chain, sequence });
    return true;
  });
}
