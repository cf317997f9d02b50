import type { SignerProofMethod } from '#domain/account/sign-in.ts';
import { isPageOf } from '#domain/act/legal/power.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import type { DecisionInput } from '#domain/decision/decision.ts';
import { type SigningCapacity, signingCapacity } from '#domain/decision/delegation.ts';
import { DomainError } from '#domain/errors.ts';
import { provesStepUp } from '#domain/permissions/task.ts';
import type { Tx } from '#prisma/client.ts';
import { findPreview, isStillDrawn } from '#prisma/repositories/acts/acts.ts';
import { signingQuestion } from '#prisma/repositories/acts/signing.ts';
import { readManifest } from '#prisma/repositories/circuits.ts';
import { personInPost } from '#prisma/repositories/people/people.ts';
import { findStepUpProof, isStepUpProofClaimed } from '#prisma/repositories/proofs.ts';
import type { TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import { signedTouchFault } from '../checks/later-act.ts';

/** The page of an act as a signer was shown it. */
type Shown = NonNullable<Awaited<ReturnType<typeof findPreview>>>;

/** A page that may be signed, and under which power; or why not, and, of a power, why there is none. */
type JudgedPage =
  | { readonly capacity: SigningCapacity }
  | { readonly refused: 'preview-outdated' }
  | { readonly refused: 'no-signing-capacity'; readonly reason: string };

/** Whether a page can be signed at an instant: neither one that was drafted anew, nor one of another day, post or power. */
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
 * Refuses a page that could not be signed now: another one than was shown, of another day or under another power, or drawn for
 * somebody who has none any more; and an act that may no longer touch the one that it is about. Asked before a code or a passkey is
 * spent on it.
 * @throws {DomainError} preview-outdated, no-signing-capacity, and why the act may not touch the other one (`touchingFault`)
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
 * Refuses a signature at once for what would refuse it later: the completing listener checks all of it again.
 * Answers how the signer proved that they were there.
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
