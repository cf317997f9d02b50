import { signedTemplate } from '#domain/circuit/decision-context.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { insertAmendment, openProposal } from '#prisma/repositories/requests/answers.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { type ConfirmedDecision, markConfirmed } from '#prisma/repositories/tasks/decisions.ts';

/**
 * Confirms a decision, once the circuit has gone past it. Called by the first to learn it: the
 * command that completed the task, the step that follows, or a reconciliation. Does nothing for a
 * decision that is already confirmed, or voided.
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
 * Amends the request when the agent accepts what a visa proposed: it answers so from now on, and
 * what was filed is kept as filed. Does nothing for any other answer.
 */
async function amendRequest(
  tx: Tx,
  { decisionId: acceptanceId, at }: { readonly decisionId: string; readonly at: Date },
  { requestId, agentId, authorId }: ConfirmedDecision,
): Promise<void> {
  const proposal = await openProposal(tx, requestId, acceptanceId);
  if (proposal === null) return;
  const { id: proposalId, values } = proposal;
  // The circuit went past the proposal, since it was put to the agent; its own confirmation may not
  // have been reported yet.
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
