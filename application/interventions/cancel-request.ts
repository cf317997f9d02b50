import { DomainError } from '#domain/errors.ts';
import { CANCELLED_MESSAGE } from '#domain/notice/notice.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import { canCancelRequest } from '#domain/permissions/operations.ts';
import { cancellationBar } from '#domain/request/cancellation.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { personalAddresses, resolveRecipients } from '#prisma/repositories/messages/recipients.ts';
import { lockOpenTasks, type OperatedRow } from '#prisma/repositories/operations/interventions.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { closeRequest, lockRequest } from '#prisma/repositories/requests/requests.ts';
import { cancelTask } from '#prisma/repositories/tasks/tasks.ts';
import type { NotifyingDeps } from '../dependencies.ts';
import { cancellationFacts, TOLD, TOLD_ELSEWHERE } from './cancellation-facts.ts';
import { type Intervention, operatedRequest } from './operated-request.ts';

/**
 * Cancels a stuck request: closes it at once, ends its tasks, voids decisions being taken there,
 * and notifies everybody in it of the reason. The engine then ends its instance; until it has, no
 * step of it is carried out.
 * @throws {DomainError} not-found, or why not (domain/request/cancellation.ts)
 */
export const cancelRequest = (
  { database, mailDomain }: NotifyingDeps,
  asked: Intervention & { readonly reason: string },
): Promise<OutboxId<'cancel-instance'>> =>
  database.transaction(async (tx) => {
    const { actor, requestId, reason, at } = asked;
    const request = await operatedRequest(tx, asked, canCancelRequest);
    // A decision being recorded locks its task, then the request: tasks are locked first, in the
    // same order.
    await lockOpenTasks(tx, requestId);
    await lockRequest(tx, requestId);
    // Includes tasks created before the request was locked.
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

/**
 * Notifies everybody in the request. Called before its tasks end, so that their holders are among
 * the recipients.
 */
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
