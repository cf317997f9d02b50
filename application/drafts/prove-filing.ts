import { appendAudit } from '#prisma/audit.ts';
import { insertSubmissionProof } from '#prisma/repositories/signing/proofs.ts';
import type { Deps } from '../dependencies.ts';
import { faultOf, type IdentityCheck, type Proof, proofExpiry, refuse } from '../identity-check.ts';
import { draftSubject } from './open-draft.ts';
import { withValidDraft } from './valid-draft.ts';

/**
 * Proves that the person who files is there, for the present content of the draft: a later change
 * needs another proof.
 * @throws {DomainError} not-found, draft-already-filed, form-invalid, and those of a refused code
 * or password
 */
export async function proveFiling(
  deps: Deps,
  asked: {
    readonly personId: string;
    readonly draftId: string;
    readonly identity: IdentityCheck;
    readonly at: Date;
  },
): Promise<Proof> {
  const { personId, draftId, identity, at } = asked;
  const expiresAt = proofExpiry(at);
  const outcome = await withValidDraft(deps, { draftId, ownerId: personId, at }, async (tx, { draft, sha256 }) => {
    const event = { chain: draftSubject(draft), at, actorId: personId, subject: draft.id };
    const fault = await faultOf(tx, identity, event);
    if (fault !== null) return { fault };
    const { method } = identity;
    const proofId = await insertSubmissionProof(tx, { draftId, personId, sha256, method, verifiedAt: at, expiresAt });
    await appendAudit(tx, { ...event, verb: 'step-up.prove', payload: { proofId, sha256, method } });
    return { proof: { proofId, expiresAt } };
  });
  if (outcome.fault) refuse(outcome.fault);
  return outcome.proof;
}
