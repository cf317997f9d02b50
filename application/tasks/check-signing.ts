import type { SignerProofMethod } from '#domain/account/sign-in.ts';
import { isPageOf } from '#domain/act/legal/power.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import type { DecisionInput } from '#domain/decision/decision.ts';
import { DomainError } from '#domain/errors.ts';
import { provesStepUp } from '#domain/permissions/task.ts';
import { type SigningCapacity, signingCapacity } from '#domain/power/delegation.ts';
import type { Tx } from '#prisma/client.ts';
import { findPreview, isStillDrawn } from '#prisma/repositories/acts/acts.ts';
import { signingQuestion } from '#prisma/repositories/acts/signing.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { personInPost } from '#prisma/repositories/people/people.ts';
import { findStepUpProof, isStepUpProofClaimed } from '#prisma/repositories/signing/proofs.ts';
import type { TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import { signedTouchFault } from '../checks/later-act.ts';

/** The page of an act as a signer was shown it. */
type Shown = NonNullable<Awaited<ReturnType<typeof findPreview>>>;

/**
 * A page that may be signed, with the power it is signed under; or why not, with the reason when
 * there is no power.
 */
type JudgedPage =
  | { readonly capacity: SigningCapacity }
  | { readonly refused: 'preview-outdated' }
  | { readonly refused: 'no-signing-capacity'; readonly reason: string };

/**
 * Judges whether a page can be signed at an instant: it must not have been redrawn, and its day,
 * post and power must still be right.
 */
export async function judgePage(
  tx: Tx,
  preview: Shown,
  { signerId, requestId, at }: { readonly signerId: string; readonly requestId: string; readonly at: Date },
): Promise<JudgedPage> {
  if (!(await isStillDrawn(tx, preview))) return { refused: 'preview-outdated' };
  const judged = signingCapacity(await signingQuestion(tx, { signerId, requestId, at }));
  if ('refused' in judged) return { refused: 'no-signing-capacity', reason: judged.refused };
  const { capacity } = judged;
  const day = parisDay(at);
  const signer = await personInPost(tx, signerId, day);
  return isPageOf(preview.content, { day, capacity, signer }) ? { capacity } : { refused: 'preview-outdated' };
}

/**
 * Checks that a page can be signed now: it is the one that was shown, of this day and under the
 * same power, its signer still has a power, and its act may still touch the one it is about. Called
 * before a code or a passkey is used up on it.
 * @throws {DomainError} preview-outdated, no-signing-capacity, and why the act may not touch the
 * other one (`touchingFault`)
 */
export async function mustBeSignable(
  tx: Tx,
  page: {
    readonly row: Pick<TaskRow, 'key' | 'requestId' | 'versionId' | 'elementId'>;
    readonly signerId: string;
    readonly sha256: string;
    readonly at: Date;
  },
): Promise<void> {
  const { row, signerId, sha256, at } = page;
  const preview = await findPreview(tx, { taskKey: row.key, signerId, sha256 });
  if (preview === null) throw new DomainError('preview-outdated');
  const judged = await judgePage(tx, preview, { signerId, requestId: row.requestId, at });
  if ('refused' in judged) {
    const { refused, ...reason } = judged;
    throw new DomainError(refused, reason);
  }
  const { requestId, elementId } = row;
  const manifest = await readManifest(tx, row.versionId);
  const fault = await signedTouchFault(tx, manifest, { requestId, elementId, day: parisDay(at) });
  if (fault !== null) throw new DomainError(fault);
}

/**
 * Refuses at once a signature that would be refused later: the completing listener checks all of it
 * again.
 * @returns how the signer proved that they were there
 * @throws {DomainError} preview-outdated, step-up-required, no-signing-capacity
 */
export async function checkSigning(
  tx: Tx,
  signing: {
    readonly row: TaskRow;
    readonly signerId: string;
    readonly decision: DecisionInput;
    readonly at: Date;
  },
): Promise<SignerProofMethod> {
  const { row, signerId, decision, at } = signing;
  const sha256 = decision.shownSha256 ?? '';
  await mustBeSignable(tx, { row, signerId, sha256, at });
  const proof = decision.stepUpProofId ? await findStepUpProof(tx, decision.stepUpProofId) : null;
  if (!proof || !provesStepUp(proof, { taskKey: row.key, personId: signerId, sha256, at }))
    throw new DomainError('step-up-required');
  if (await isStepUpProofClaimed(tx, proof.id)) throw new DomainError('step-up-required');
  return proof.method;
}
