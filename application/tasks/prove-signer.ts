import type { SignerProofMethod } from '#domain/account/sign-in.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canPreview } from '#domain/permissions/task.ts';
import { appendAudit } from '#prisma/audit.ts';
import { insertStepUpProof } from '#prisma/repositories/signing/proofs.ts';
import type { Deps } from '../dependencies.ts';
import { faultOf, type IdentityCheck, type Proof, proofExpiry, refuse } from '../identity-check.ts';
import { mustBeSignable } from './check-signing.ts';
import { holdTask } from './held-task.ts';

/**
 * Proves that the signer is there, for this task and the exact bytes they were shown.
 * @throws {DomainError} not-found, task-ended, forbidden, preview-outdated, no-signing-capacity,
 * and those of a refused code or passkey
 */
export async function proveSigner(
  { database }: Pick<Deps, 'database'>,
  asked: {
    readonly actor: Actor;
    readonly taskKey: string;
    /** Digest of the act that was shown. */
    readonly sha256: string;
    readonly identity: IdentityCheck<SignerProofMethod>;
    readonly at: Date;
  },
): Promise<Proof> {
  const { actor, taskKey, sha256, identity, at } = asked;
  const { personId } = actor;
  const { row, facts } = await holdTask(database.prisma, actor, taskKey, at);
  if (!canPreview(actor, facts)) throw new DomainError('forbidden');
  await mustBeSignable(database.prisma, { row, signerId: personId, sha256, at });
  const expiresAt = proofExpiry(at);
  const outcome = await database.transaction(async (tx) => {
    const event = { chain: row.agentId, at, actorId: personId, subject: taskKey };
    const fault = await faultOf(tx, identity, event);
    if (fault !== null) return { fault };
    const { method } = identity;
    const proofId = await insertStepUpProof(tx, { taskKey, personId, sha256, method, verifiedAt: at, expiresAt });
    await appendAudit(tx, { ...event, verb: 'step-up.prove', payload: { proofId, sha256, method } });
    return { proof: { proofId, expiresAt } };
  });
  if (outcome.fault) refuse(outcome.fault);
  return outcome.proof;
}
