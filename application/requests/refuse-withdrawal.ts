import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Tx } from '../../prisma/client.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import { markRefused } from '../../prisma/repositories/withdrawals.ts';

/** A withdrawal came too late: it is answered so, once. Answered before, either way, nothing happens. */
export async function refuseWithdrawal(
  tx: Tx,
  { withdrawalId, at }: { readonly withdrawalId: string; readonly at: Date },
): Promise<void> {
  if (!(await markRefused(tx, withdrawalId, at))) return;
  const { requestId, byId, request } = await tx.withdrawal.findUniqueOrThrow({
    where: { id: withdrawalId },
    select: { requestId: true, byId: true, request: { select: { agentId: true } } },
  });
  await recordRequestEvent(tx, {
    requestId,
    kind: 'withdrawal-refused',
    factKey: factKey('withdrawal-refused', withdrawalId),
    at,
    actorId: byId,
  });
  await appendAudit(tx, {
    chain: request.agentId,
    at,
    actorId: null,
    verb: 'withdrawal.refuse',
    subject: `withdrawal:${withdrawalId}`,
    payload: { requestId },
  });
}
