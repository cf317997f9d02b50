import type { SignerProofMethod } from '../../domain/account/sign-in.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/permissions/actor.ts';
import { canPreview } from '../../domain/permissions/task.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { insertStepUpProof } from '../../prisma/repositories/proofs.ts';
import type { Deps } from '../dependencies.ts';
import { type IdentityCheck, type Proof, proofExpiry } from '../identity-check.ts';
import { mustBeSignable } from './check-signing.ts';
import { holdTask } from './held-task.ts';

/**
 * Proves that the signer is there, for this task and the very bytes they were shown.
 * @throws {DomainError} not-found, task-ended, forbidden, preview-outdated, no-signing-capacity, and why the code or the passkey was not taken
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
  // A wrong try is written down: what counts it must not be undone by the refusal.
  const outcome = await database.transaction(async (tx) => {
    const verdict = await identity.verify(tx);
    const event = { chain: row.agentId, at, actorId: personId, subject: taskKey };
    if (verdict !== 'right') {
      await appendAudit(tx, { ...event, verb: 'step-up.fail', payload: { code: verdict.code } });
      return verdict;
    }
    const { method } = identity;
    const proofId = await insertStepUpProof(tx, { taskKey, personId, sha256, method, verifiedAt: at, expiresAt });
    await appendAudit(tx, { ...event, verb: 'step-up.prove', payload: { proofId, sha256, method } });
    return { proofId, expiresAt };
  });
  if ('proofId' in outcome) return outcome as Proof;
  const { code, ...params } = outcome;
  throw new DomainError(code, params);
}
