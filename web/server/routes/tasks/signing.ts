import type { z } from 'zod';
import { signingCapacity } from '../../../../domain/delegation.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { provesStepUp } from '../../../../domain/permissions/task.ts';
import type { Tx } from '../../../../prisma/client.ts';
import { findPreview } from '../../../../prisma/repositories/acts.ts';
import { findProof } from '../../../../prisma/repositories/decisions.ts';
import { signingQuestion } from '../../../../prisma/repositories/signing.ts';
import type { TaskRow } from '../../../../prisma/repositories/tasks.ts';
import type { DecisionCreate } from '../../../contract/tasks.ts';

/**
 * Tells the signer at once what would be refused later: the completing listener checks all of it again.
 * @throws {DomainError} preview-outdated, step-up-required, no-signing-capacity
 */
export async function checkSigning(
  tx: Tx,
  signing: { row: TaskRow; signerId: string; body: z.infer<typeof DecisionCreate>; at: Date },
): Promise<void> {
  const { row, signerId, body, at } = signing;
  const sha256 = body.shownSha256 ?? '';
  if (!(await findPreview(tx, { taskKey: row.key, signerId, sha256 }))) throw new DomainError('preview-outdated');
  const proof = body.stepUpProofId === undefined ? null : await findProof(tx, body.stepUpProofId);
  if (!proof || !provesStepUp(proof, { taskKey: row.key, personId: signerId, sha256, at })) {
    throw new DomainError('step-up-required');
  }
  const spent = await tx.decisionIntent.count({ where: { stepUpId: proof.id } });
  if (spent > 0) throw new DomainError('step-up-required');
  const judged = signingCapacity(await signingQuestion(tx, { signerId, requestId: row.requestId, at }));
  if ('refused' in judged) throw new DomainError('no-signing-capacity', { reason: judged.refused });
}
