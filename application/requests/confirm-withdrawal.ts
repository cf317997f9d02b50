import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Tx } from '../../prisma/client.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import { markAccepted } from '../../prisma/repositories/withdrawals.ts';

/**
 * The circuit took a withdrawal: it stands. Reported by the command that the circuit answered, or by the step that follows
 * it. Reported again, or of a withdrawal that was refused, nothing happens.
 */
export async function confirmWithdrawal(
  tx: Tx,
  { withdrawalId, at }: { readonly withdrawalId: string; readonly at: Date },
): Promise<void> {
  if (!(await markAccepted(tx, withdrawalId, at))) return;
  const { requestId, byId, request } = await tx.withdrawal.findUniqueOrThrow({
    where: { id: withdrawalId },
    select: { requestId: true, byId: true, request: { select: { agentId: true } } },
  });
  await recordRequestEvent(tx, {
    requestId,
    kind: 'withdrawn',
    factKey: factKey('withdrawn', withdrawalId),
    at,
    actorId: byId,
  });
  await appendAudit(tx, {
    chain: request.agentId,
    at,
    actorId: byId,
    verb: 'withdrawal.accept',
    subject: `withdrawal:${withdrawalId}`,
    payload: { requestId },
  });
}
