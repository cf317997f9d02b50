import { signedTemplate } from '#domain/decision/decision-context.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { readManifest } from '#prisma/repositories/circuits.ts';
import { type ConfirmedDecision, markConfirmed } from '#prisma/repositories/decisions.ts';
import { insertAmendment, openProposal } from '#prisma/repositories/requests/answers.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';

/**
 * The circuit went past a decision: it stands. Reported by whoever sees it first: the command that completed the task,
 * the step that follows it, or a reconciliation. Reported again, or of a decision that was voided, nothing happens.
 */
export async function confirmDecision(
  tx: Tx,
  { decisionId, at }: { readonly decisionId: string; readonly at: Date },
): Promise<void> {
  const decision = await markConfirmed(tx, decisionId, at);
  if (decision === null) return;
  const { requestId, elementId, place, authorId, kind, outcome } = decision;
  const manifest = await readManifest(tx, decision.versionId);
  const template = kind === 'signature' ? signedTemplate(manifest, place) : null;
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
    chain: decision.agentId,
    at,
    actorId: null,
    verb: 'decision.confirm',
    subject: `decision:${decisionId}`,
    payload: { requestId },
  });
  if (kind === 'answer' && outcome === 'accepted') await amendRequest(tx, { decisionId, at }, decision);
}

/**
 * The agent accepted what a visa proposed: from now on the request answers so, and what was filed stays as it was filed. An answer to
 * anything else changes nothing.
 */
async function amendRequest(
  tx: Tx,
  { decisionId: acceptanceId, at }: { readonly decisionId: string; readonly at: Date },
  { requestId, agentId, authorId }: ConfirmedDecision,
): Promise<void> {
  const proposal = await openProposal(tx, requestId, acceptanceId);
  if (proposal === null) return;
  const { id: proposalId, values } = proposal;
  // It was put to the agent: the circuit went past it, whoever has yet to report it.
  await confirmDecision(tx, { decisionId: proposalId, at });
  await insertAmendment(tx, { requestId, proposalId, acceptanceId, values, at });
  await appendAudit(tx, {
    chain: agentId,
    at,
    actorId: authorId,
    verb: 'request.amend',
    subject: requestId,
    payload: { requestId, proposalId, acceptanceId, values: values as Prisma.InputJsonObject },
  });
}
