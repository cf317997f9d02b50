import { messageOfRefusal } from '#domain/decision/refused-decision.ts';
import type { Refusal } from '#domain/errors.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { recordKept, recordRefused, repliesTo } from '#prisma/repositories/tasks/decision-replies.ts';
import type { Intent } from '#prisma/repositories/tasks/decisions.ts';
import { lockTask } from '#prisma/repositories/tasks/tasks.ts';

/**
 * Records that the author is about to be told that their decision is kept, so that they are
 * notified if it is refused later.
 * @returns a refusal that came in between, to be told instead; null: the decision is kept
 */
export async function keepDecision(
  tx: Tx,
  { decisionId, taskKey, at }: { readonly decisionId: string; readonly taskKey: string; readonly at: Date },
): Promise<Refusal | null> {
  await lockTask(tx, taskKey);
  const { refused } = await repliesTo(tx, decisionId);
  if (refused === null) await recordKept(tx, decisionId, at);
  return refused;
}

/**
 * Records that the circuit refused a decision for good. An author who was told that it was kept is
 * notified, in the portal and by mail, so that nobody believes they signed what is not signed. Does
 * nothing if it is already refused.
 */
export async function refuseDecision(
  tx: Tx,
  {
    intent,
    refusal,
    at,
    mailDomain,
  }: { readonly intent: Intent; readonly refusal: Refusal; readonly at: Date; readonly mailDomain: string },
): Promise<void> {
  const { id: decisionId, taskKey, requestId, authorId, outcome, decidedAt } = intent;
  const { code } = refusal;
  await lockTask(tx, taskKey);
  if (!(await recordRefused(tx, decisionId, refusal, at))) return;
  const { kept } = await repliesTo(tx, decisionId);
  const { agentId, number } = await tx.request.findUniqueOrThrow({
    where: { id: requestId },
    select: { agentId: true, number: true },
  });
  if (kept)
    await notify(tx, {
      requestId,
      message: messageOfRefusal(code),
      occasion: `decision:${decisionId}`,
      detail: { number, decidedOn: decidedAt.toISOString() },
      recipients: [authorId],
      mailDomain,
    });
  await appendAudit(tx, {
    chain: agentId,
    at,
    actorId: null,
    verb: 'decision.refuse',
    subject: `decision:${decisionId}`,
    payload: { taskKey, outcome, code, told: kept },
  });
}
