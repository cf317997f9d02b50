import { factKey } from '../domain/request-event.ts';
import { appendAudit } from '../prisma/audit.ts';
import type { Tx } from '../prisma/client.ts';
import { readSheet } from '../prisma/repositories/circuits.ts';
import { confirmDecision, findDecision } from '../prisma/repositories/decisions.ts';
import { acceptWithdrawal, recordRequestEvent } from '../prisma/repositories/progress.ts';

/** The circuit went past the decision: it stands. Told again, or of one that was voided, nothing happens. */
export async function confirm(tx: Tx, decisionId: string, at: Date): Promise<void> {
  if (!(await confirmDecision(tx, decisionId, at))) return;
  const decision = await findDecision(tx, decisionId);
  if (decision === null) return;
  const { requestId, elementId, authorId, kind, outcome } = decision;
  const request = await tx.request.findUniqueOrThrow({
    where: { id: requestId },
    select: { agentId: true, versionId: true },
  });
  const sheet = await readSheet(tx, request.versionId);
  const template = sheet.steps.find((step) => step.elementId === elementId)?.template ?? null;
  await recordRequestEvent(tx, {
    requestId,
    kind: 'decision',
    factKey: factKey('decision', decisionId),
    at: decision.recordedAt,
    elementId,
    actorId: authorId,
    detail: { decision: kind, outcome, template },
  });
  await appendAudit(tx, {
    chain: request.agentId,
    at,
    actorId: null,
    verb: 'decision.confirm',
    subject: `decision:${decisionId}`,
    payload: { requestId },
  });
}

/** The circuit took the withdrawal: it stands. */
export async function confirmWithdrawal(tx: Tx, withdrawalId: string, at: Date): Promise<void> {
  if (!(await acceptWithdrawal(tx, withdrawalId, at))) return;
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
