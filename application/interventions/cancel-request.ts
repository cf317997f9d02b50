import { DomainError } from '#domain/errors.ts';
import { CANCELLED_MESSAGE } from '#domain/operations/notice.ts';
import type { OutboxId } from '#domain/operations/outbox-command.ts';
import { canCancelRequest } from '#domain/permissions/operations.ts';
import { cancellationBar } from '#domain/request/cancellation.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { notify } from '#prisma/repositories/notifications.ts';
import { enqueue } from '#prisma/repositories/outbox.ts';
import { personalAddresses, resolveRecipients } from '#prisma/repositories/recipients.ts';
import { lockOpenTasks, type OperatedRow } from '#prisma/repositories/requests/interventions.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { closeRequest, lockRequest } from '#prisma/repositories/requests/requests.ts';
import { cancelTask } from '#prisma/repositories/tasks/tasks.ts';
import type { NotifyingDeps } from '../dependencies.ts';
import { cancellationFacts, TOLD, TOLD_ELSEWHERE } from './cancellation-facts.ts';
import { type Intervention, operatedRequest } from './operated-request.ts';

/**
 * Cancels a request whose circuit leads nowhere any more: at once it is closed, its tasks are over, what was being decided there
 * never counted, and everybody in it is told why. The engine ends its instance then; until it has, no step of it is done.
 * @throws {DomainError} not-found, or why not (domain/request/cancellation.ts)
 */
export const cancelRequest = (
  { database, mailDomain }: NotifyingDeps,
  asked: Intervention & { readonly reason: string },
): Promise<OutboxId<'cancel-instance'>> =>
  database.transaction(async (tx) => {
    const { actor, requestId, reason, at } = asked;
    const request = await operatedRequest(tx, asked, canCancelRequest);
    // A decision that is being recorded holds its task, then the request: once the tasks are held, what is read stays so.
    await lockOpenTasks(tx, requestId);
    await lockRequest(tx, requestId);
    // With those that came before the request was held.
    const tasks = await lockOpenTasks(tx, requestId);
    const bar = cancellationBar(await cancellationFacts(tx, requestId));
    if (bar !== null) throw new DomainError(bar);
    await tell(tx, request, { reason, at, mailDomain });
    for (const { key } of tasks) await endTask(tx, key, request, at);
    await closeRequest(tx, { requestId, outcome: 'closed', at });
    const { personId: actorId } = actor;
    const fact = { requestId, at, actorId, kind: 'cancelled', factKey: factKey('cancelled') } as const;
    await recordRequestEvent(tx, { ...fact, detail: { reason } });
    await appendAudit(tx, {
      chain: request.agentId,
      at,
      actorId,
      verb: 'request.cancel',
      subject: `request:${requestId}`,
      payload: { reason, tasks: tasks.map(({ elementId }) => elementId), instanceKey: request.instanceKey },
    });
    return enqueue(tx, { command: 'cancel-instance', payload: { requestId } });
  });

async function endTask(tx: Tx, taskKey: string, { agentId }: OperatedRow, at: Date): Promise<void> {
  for (const { id } of await cancelTask(tx, taskKey, at))
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'decision.void',
      subject: `decision:${id}`,
      payload: { taskKey, why: 'request-cancelled' },
    });
}

/** Before its tasks are over: whoever holds them is told too. */
async function tell(
  tx: Tx,
  { id, number, agentId, filedAt }: OperatedRow,
  { reason, at, mailDomain }: { readonly reason: string; readonly at: Date; readonly mailDomain: string },
): Promise<void> {
  await notify(tx, {
    requestId: id,
    message: CANCELLED_MESSAGE,
    occasion: 'cancelled',
    detail: { number, reason, cancelledOn: at.toISOString() },
    recipients: await resolveRecipients(tx, id, TOLD),
    addresses: await personalAddresses(tx, { id, agentId, filedAt }, TOLD_ELSEWHERE, at),
    mailDomain,
  });
}
