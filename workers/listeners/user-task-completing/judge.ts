import { signedTouchFault } from '#application/checks/later-act.ts';
import { rulesBrokenSince } from '#application/checks/rules.ts';
import { judgePage } from '#application/tasks/check-signing.ts';
import { changesAgreedTo } from '#application/tasks/judge-proposal.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { isAcceptedBySilence } from '#domain/calendar/silence-rule.ts';
import { decisionContext } from '#domain/circuit/decision-context.ts';
import { effectsOf } from '#domain/circuit/manifest.ts';
import { decides, decisionFaults, grants, outcomesOf } from '#domain/decision/decision.ts';
import type { ErrorCode, Refusal } from '#domain/errors.ts';
import {
  canDecide,
  decidedBefore,
  ownRequest,
  provesStepUp,
  type TaskFacts,
  takenByAnother,
} from '#domain/permissions/task.ts';
import type { SigningCapacity } from '#domain/power/delegation.ts';
import type { Tx } from '#prisma/client.ts';
import { findPreview } from '#prisma/repositories/acts/acts.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { findStepUpProof } from '#prisma/repositories/signing/proofs.ts';
import type { AskedDecision, Intent } from '#prisma/repositories/tasks/decisions.ts';
import type { LockedTask } from '#prisma/repositories/tasks/tasks.ts';

export type Judgement =
  /** With what says it, as `decide` would. */
  | ({ readonly denied: ErrorCode } & Partial<Omit<Refusal, 'code'>>)
  | { readonly capacity: SigningCapacity | null; readonly proofId: string | null };

/**
 * Checks again, at the moment that counts, all that the server checked when the person decided: between the two, a right
 * may have ended or someone else may have decided.
 */
export async function judge(tx: Tx, task: LockedTask, intent: AskedDecision): Promise<Judgement> {
  // Its author was answered so: even with the engine's secret, nobody can make it count any more.
  if (intent.refusedAs !== null) return { denied: intent.refusedAs };
  if (intent.stopped) return { denied: 'signing-stopped' };
  const facts: TaskFacts = {
    role: task.role,
    decision: task.decision,
    state: task.state,
    assigneeId: task.assigneeId,
    agentId: task.agentId,
    filedById: task.filedById,
    onPaper: task.onPaper,
    excludedIds: intent.excludedIds,
    holderIds: intent.holderIds,
  };
  const actor = { personId: intent.authorId, habilitations: [] };
  if (ownRequest(intent.authorId, facts)) return { denied: 'own-request' };
  if (decidedBefore(intent.authorId, facts)) return { denied: 'same-person' };
  // Nobody lacks a right: an operator cancelled its request, for instance.
  if (facts.state === 'canceled') return { denied: 'task-ended' };
  if (!canDecide(actor, facts)) {
    return { denied: takenByAnother(intent.authorId, facts) ? 'task-assigned-to-another' : 'forbidden' };
  }
  const manifest = await readManifest(tx, task.versionId);
  const step = decisionContext(
    manifest,
    { elementId: task.elementId, decision: facts.decision },
    isAcceptedBySilence(task, intent.decidedAt),
  );
  const given = {
    outcome: intent.outcome,
    reason: intent.reason,
    reasonLaw: intent.reasonLaw,
    reasonFact: intent.reasonFact,
    interviewOn: intent.interviewOn,
    shownSha256: intent.shownSha256,
    stepUpProofId: intent.stepUpId,
  };
  const days = { filedOn: parisDay(task.filedAt), today: parisDay(intent.decidedAt) };
  const faults = decisionFaults(step, given, days);
  if (faults.length > 0) return { denied: 'decision-invalid', faults };
  // The server checked the answers against the form; here, that there are some where the step has a form.
  if (step.hasForm && intent.answers === null) return { denied: 'decision-invalid' };
  const changes = await changesAgreedTo(tx, intent);
  if (intent.outcome === 'proposed' && Object.keys(changes ?? {}).length === 0) return { denied: 'decision-invalid' };
  if (changes !== null || grants(step, intent.outcome)) {
    const broken = await rulesBrokenSince(tx, effectsOf(manifest), task.requestId, changes ?? {});
    if (broken.length > 0) return { denied: 'effect-unlawful', faults: broken };
  }
  const needsProof = outcomesOf(step).some(
    ({ outcome, requires }) => outcome === intent.outcome && requires.includes('stepUp'),
  );
  if (!needsProof) return { capacity: null, proofId: null };
  const { requestId, elementId } = task;
  const fault = await signedTouchFault(tx, manifest, { requestId, elementId, day: days.today, held: true });
  if (fault !== null) return { denied: fault };
  return judgeSignature(tx, task, intent);
}

async function judgeSignature(tx: Tx, task: LockedTask, intent: Intent): Promise<Judgement> {
  const { shownSha256, stepUpId, authorId, decidedAt } = intent;
  if (!shownSha256 || !stepUpId || !decides('signature', intent.outcome)) return { denied: 'step-up-required' };
  const preview = await findPreview(tx, { taskKey: task.key, signerId: authorId, sha256: shownSha256 });
  if (preview === null) return { denied: 'preview-outdated' };
  const proof = await findStepUpProof(tx, stepUpId);
  const signing = { taskKey: task.key, personId: authorId, sha256: shownSha256, at: decidedAt };
  if (proof === null || !provesStepUp(proof, signing)) return { denied: 'step-up-required' };
  const judged = await judgePage(tx, preview, { signerId: authorId, requestId: task.requestId, at: decidedAt });
  if (!('refused' in judged)) return { capacity: judged.capacity, proofId: proof.id };
  const { refused, ...params } = judged;
  return { denied: refused, params };
}
