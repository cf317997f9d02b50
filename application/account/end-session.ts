import { DomainError } from '../../domain/errors.ts';
import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Deps } from '../dependencies.ts';

/**
 * Ends a session of one's own, wherever it was opened.
 * @throws {DomainError} not-found, for somebody else's too
 */
export async function endSession(
  { database }: Pick<Deps, 'database'>,
  asked: { readonly personId: string; readonly userId: string; readonly sessionId: string; readonly at: Date },
): Promise<void> {
  const { personId: actorId, userId, sessionId: id, at } = asked;
  await database.transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id, userId } });
    if (count === 0) throw new DomainError('not-found');
    await appendAudit(tx, { chain: SYSTEM_CHAIN, at, actorId, verb: 'session.revoke', subject: `session:${id}` });
  });
}
