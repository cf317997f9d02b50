import { randomUUID } from 'node:crypto';
import type { ActData } from '#domain/act/act.ts';
import type { EvidenceToSeal, SealLevel } from '#domain/evidence/evidence.ts';
import type { Tx } from '#prisma/client.ts';
import {
  claimAct,
  type DecisionForAct,
  findPreview,
  type RequestForAct,
  requestForAct,
} from '#prisma/repositories/acts/acts.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import { gatherEvidence } from './evidence.ts';

/**
 * Longer than sealing and stamping take; shorter than the lease of the job, so that the next worker
 * to receive it may seal.
 */
export const CLAIM_MS = 15_000;

/** An act that this worker seals, and what its seal covers, fixed when it was claimed. */
export interface ClaimedAct {
  /** Tells this claim from that of another worker. */
  readonly claim: string;
  readonly act: { readonly id: string; readonly title: string };
  readonly request: RequestForAct;
  readonly signature: DecisionForAct;
  /** The page that was signed: what it says, and the SHA-256 of its bytes. */
  readonly content: ActData;
  readonly shown: string;
  readonly evidence: EvidenceToSeal;
}

/**
 * Claims the act that was signed, with the digest of its page, the heads of the chains and all its evidence. `held`: another
 * worker seals it.
 * @throws {StepFailure} decision-not-signature, preview-lost
 */
export async function claimToSeal(
  tx: Tx,
  { requestId, variables }: { readonly requestId: string; readonly variables: { readonly decisionId: string } },
  level: SealLevel,
): Promise<ClaimedAct | 'sealed' | 'held'> {
  const request = await requestForAct(tx, requestId);
  const signature = request.decisions.find(({ id }) => id === variables.decisionId);
  const shown = signature?.shownSha256;
  if (signature?.kind !== 'signature' || signature.outcome !== 'signed' || !shown) {
    throw new StepFailure({ cause: 'decision-not-signature', params: {} });
  }
  const preview = await findPreview(tx, { taskKey: signature.taskKey, signerId: signature.authorId, sha256: shown });
  if (preview === null) throw new StepFailure({ cause: 'preview-lost', params: {} });
  const { content, size, actId } = preview;
  const claim = randomUUID();
  const act = await claimAct(tx, { id: actId, claim, leaseMs: CLAIM_MS });
  if (act.isSealed) return 'sealed';
  if (!act.isClaimed) return 'held';
  const shownAs = { content, sha256: shown, size };
  const evidence = await gatherEvidence(tx, { requestId, act, request, signature, preview: shownAs, level });
  return { claim, act, request, signature, content, shown, evidence };
}
