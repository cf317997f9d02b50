import { appendAudit, holdChain } from '#prisma/audit.ts';
import { sentWithoutEvent } from '#prisma/repositories/acts/openings.ts';
import type { Deps } from '../dependencies.ts';

const BATCH = 200;
/**
 * How far back to look for messages without an event. The mailer records that a message left in one
 * statement, separate from the audit trail, so that nothing else can undo it.
 */
const LOOKED_AT_MS = 30 * 86_400_000;

/**
 * Records in each agent's chain when the messages about their acts left.
 * @returns true if there may be more
 */
export async function recordSent({ database }: Pick<Deps, 'database'>, at: Date): Promise<boolean> {
  const since = new Date(at.getTime() - LOOKED_AT_MS);
  const sent = await sentWithoutEvent(database.prisma, since, BATCH);
  for (const { id, agentId, requestId, actId, sentAt } of sent) {
    await database.transaction(async (tx) => {
      await holdChain(tx, agentId);
      // Another worker may have recorded it first.
      if ((await tx.auditEvent.count({ where: { subject: `notification:${id}`, verb: 'notification.send' } })) > 0)
        return;
      const event = { chain: agentId, at, actorId: null, subject: `notification:${id}` };
      const payload = { requestId, actId, sentAt: sentAt.toISOString() };
      await appendAudit(tx, { ...event, verb: 'notification.send', payload });
    });
  }
  return sent.length === BATCH;
}
