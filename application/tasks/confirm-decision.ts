import { signedTemplate } from '../../domain/decision/decision-context.ts';
import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Tx } from '../../prisma/client.ts';
import { readManifest } from '../../prisma/repositories/circuits.ts';
import { markConfirmed } from '../../prisma/repositories/decisions.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';

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
}
