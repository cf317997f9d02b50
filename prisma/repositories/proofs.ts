import type { SignerProofMethod } from '#domain/account/sign-in.ts';
import type { Tx } from '../client.ts';

export const insertStepUpProof = async (
  tx: Tx,
  proof: {
    taskKey: string;
    personId: string;
    sha256: string;
    method: SignerProofMethod;
    verifiedAt: Date;
    expiresAt: Date;
  },
): Promise<string> => (await tx.stepUpProof.create({ data: proof, select: { id: true } })).id;

/** That a signer was there, for a task and the very bytes they were shown. */
export interface StepUpProof {
  readonly id: string;
  readonly taskKey: string;
  readonly personId: string;
  readonly sha256: string;
  readonly method: SignerProofMethod;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

export async function findStepUpProof(tx: Tx, id: string): Promise<StepUpProof | null> {
  const rows = await tx.$queryRaw<StepUpProof[]>`
    select id::text, task_key as "taskKey", person_id::text as "personId", sha256, method, expires_at as "expiresAt",
           used_at as "usedAt" from step_up_proof where id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Whether a decision was written with this proof, carried out or not. */
export const isStepUpProofClaimed = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.decisionIntent.count({ where: { stepUpId: id } })) > 0;

/** Uses a proof up; false when it was used before. */
export async function spendStepUpProof(tx: Tx, id: string, at: Date): Promise<boolean> {
  return (
    (await tx.$executeRaw`update step_up_proof set used_at = ${at} where id = ${id}::uuid and used_at is null`) === 1
  );
}

/** For whom, what and until when a passkey is asked to sign. */
export interface SigningChallenge {
  readonly taskKey: string;
  readonly personId: string;
  readonly sha256: string;
  readonly nonce: string;
  readonly expiresAt: Date;
}

/** Keeps what is asked instead of what was asked before for the same task. */
export async function putSigningChallenge(tx: Tx, asked: SigningChallenge): Promise<void> {
  const { taskKey, personId } = asked;
  await tx.signingChallenge.upsert({
    where: { taskKey_personId: { taskKey, personId } },
    create: { ...asked },
    update: { ...asked },
  });
}

/** Takes what was asked: of two answers at once, one finds it. */
export async function takeSigningChallenge(
  tx: Tx,
  { taskKey, personId }: { readonly taskKey: string; readonly personId: string },
): Promise<SigningChallenge | null> {
  const rows = await tx.$queryRaw<SigningChallenge[]>`
    delete from signing_challenge where task_key = ${taskKey} and person_id = ${personId}::uuid
    returning task_key as "taskKey", person_id::text as "personId", sha256, nonce, expires_at as "expiresAt"`;
  return rows[0] ?? null;
}

export const insertSubmissionProof = async (
  tx: Tx,
  proof: { draftId: string; personId: string; sha256: string; method: string; verifiedAt: Date; expiresAt: Date },
): Promise<string> => (await tx.submissionProof.create({ data: proof, select: { id: true } })).id;

/** Uses a proof up, if it is this person's, for this very content, fresh, and was never used; null otherwise. */
export async function spendSubmissionProof(
  tx: Tx,
  id: string | undefined,
  { at, ...bound }: { draftId: string; personId: string; sha256: string; at: Date },
): Promise<{ id: string; method: string } | null> {
  if (id === undefined) return null;
  const where = { id, ...bound, usedAt: null, expiresAt: { gt: at } };
  if ((await tx.submissionProof.updateMany({ where, data: { usedAt: at } })).count !== 1) return null;
  return tx.submissionProof.findUniqueOrThrow({ where: { id }, select: { id: true, method: true } });
}
