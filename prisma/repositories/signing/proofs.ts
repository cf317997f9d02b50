import type { SignerProofMethod } from '#domain/account/sign-in.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';

/** Writes a step-up proof; returns its id. */
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

/** Proof that a signer stepped up, for a task and the very bytes they were shown. */
export interface StepUpProof {
  readonly id: string;
  readonly taskKey: string;
  readonly personId: string;
  readonly sha256: string;
  readonly method: SignerProofMethod;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

/** Finds a step-up proof; null if it does not exist. */
export const findStepUpProof = (tx: Tx, id: string): Promise<StepUpProof | null> => proofOf.first(tx, { id });

const proofOf = statement((given: { id: string }) =>
  db
    .selectFrom('step_up_proof')
    .select([
      'id',
      'task_key as taskKey',
      'person_id as personId',
      'sha256',
      'method',
      'expires_at as expiresAt',
      'used_at as usedAt',
    ])
    .where('id', '=', given.id),
);

/** True if a decision was written with this proof, carried out or not. */
export const isStepUpProofClaimed = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.decisionIntent.count({ where: { stepUpId: id } })) > 0;

/** Spends a proof; false if it was already spent. */
export const spendStepUpProof = async (tx: Tx, id: string, at: Date): Promise<boolean> =>
  (await spent.run(tx, { id, at })) === 1;

const spent = statement((given: { id: string; at: Date }) =>
  db.updateTable('step_up_proof').set({ used_at: given.at }).where('id', '=', given.id).where('used_at', 'is', null),
);

/** A challenge for a passkey: for whom, for what and until when. */
export interface SigningChallenge {
  readonly taskKey: string;
  readonly personId: string;
  readonly sha256: string;
  readonly nonce: string;
  readonly expiresAt: Date;
}

/** Keeps a challenge, in place of the former one for the same task. */
export async function putSigningChallenge(tx: Tx, asked: SigningChallenge): Promise<void> {
  const { taskKey, personId } = asked;
  await tx.signingChallenge.upsert({
    where: { taskKey_personId: { taskKey, personId } },
    create: { ...asked },
    update: { ...asked },
  });
}

/** Takes a challenge: of two answers at once, one finds it; null: none. */
export const takeSigningChallenge = (
  tx: Tx,
  { taskKey, personId }: { readonly taskKey: string; readonly personId: string },
): Promise<SigningChallenge | null> => challengeTaken.first(tx, { taskKey, personId });

const challengeTaken = statement((given: { taskKey: string; personId: string }) =>
  db
    .deleteFrom('signing_challenge')
    .where('task_key', '=', given.taskKey)
    .where('person_id', '=', given.personId)
    .returning(['task_key as taskKey', 'person_id as personId', 'sha256', 'nonce', 'expires_at as expiresAt']),
);

/** Writes a proof of filing; returns its id. */
export const insertSubmissionProof = async (
  tx: Tx,
  proof: { draftId: string; personId: string; sha256: string; method: string; verifiedAt: Date; expiresAt: Date },
): Promise<string> => (await tx.submissionProof.create({ data: proof, select: { id: true } })).id;

/**
 * Spends a proof of filing, if it is this person's, for this very content, valid, and unused; null
 * otherwise.
 */
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
