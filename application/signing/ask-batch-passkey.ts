import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '#prisma/client.ts';
import {
  lockBatch,
  putBatchChallenge,
  type SigningBatch,
  spendBatchChallenge,
} from '#prisma/repositories/signing/batches.ts';
import { askToSign, mustHavePasskeys, type RelyingParty } from '../account/factors/passkeys.ts';
import type { Deps } from '../dependencies.ts';
import { proofExpiry } from '../identity-check.ts';
import { mustBeProvable, ownBatch } from './prove-batch.ts';

/**
 * Asks the signer's passkey to sign for the root of a batch: what their browser is given. It holds five minutes, once; asked
 * again, what was asked before holds no more.
 * @throws {DomainError} not-found, signing-batch-proved, why none of its acts can be signed; step-up-unavailable without a passkey
 */
export async function askBatchPasskey(
  { database: { prisma } }: Pick<Deps, 'database'>,
  asked: {
    readonly personId: string;
    readonly userId: string;
    readonly batchId: string;
    readonly party: RelyingParty;
    readonly at: Date;
  },
) {
  const { personId, userId, batchId, party, at } = asked;
  const batch = await ownBatch(prisma, batchId, personId);
  await mustBeProvable(prisma, batch, at);
  const passkeys = await mustHavePasskeys(prisma, userId);
  const nonce = randomBytes(32).toString('base64url');
  await putBatchChallenge(prisma, batchId, { nonce, until: proofExpiry(at) });
  return askToSign(party, bytesOf(batch, nonce), passkeys);
}

/** The challenge that the passkey was to sign for the root of this batch; null when none holds. It is spent. */
export async function spendBatchPasskey(tx: Tx, batchId: string, at: Date): Promise<string | null> {
  const batch = await lockBatch(tx, batchId);
  if (batch === null || batch.challenge === null || batch.challengeUntil === null) return null;
  await spendBatchChallenge(tx, batchId);
  return at < batch.challengeUntil ? bytesOf(batch, batch.challenge).toString('base64url') : null;
}

/** 32 bytes that say what is signed: what a passkey signed for one root is worth nothing for another, nor for one act. */
const bytesOf = ({ id, personId, root }: SigningBatch, nonce: string): Buffer<ArrayBuffer> =>
  Buffer.from(
    createHash('sha256')
      .update(JSON.stringify(['signatures', id, personId, root, nonce]))
      .digest(),
  );
