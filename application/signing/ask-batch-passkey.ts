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
 * Asks the signer's passkey to sign the root of a batch: returns the WebAuthn options. The
 * challenge serves once, within five minutes; asking again cancels the former one.
 * @throws {DomainError} not-found, signing-batch-proved, signing-stopped, why none of its acts can
 * be signed; step-up-unavailable without a passkey
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

/**
 * Returns the challenge that the passkey was to sign for the root of this batch, and uses it up;
 * null when none is valid.
 */
export async function spendBatchPasskey(tx: Tx, batchId: string, at: Date): Promise<string | null> {
  const batch = await lockBatch(tx, batchId);
  if (batch === null || batch.challenge === null || batch.challengeUntil === null) return null;
  await spendBatchChallenge(tx, batchId);
  return at < batch.challengeUntil ? bytesOf(batch, batch.challenge).toString('base64url') : null;
}

/**
 * Hashes what is signed into 32 bytes, so that a passkey's signature for one root is worth nothing
 * for another one or for a single act.
 */
const bytesOf = ({ id, personId, root }: SigningBatch, nonce: string): Buffer<ArrayBuffer> =>
  Buffer.from(
    createHash('sha256')
      .update(JSON.stringify(['signatures', id, personId, root, nonce]))
      .digest(),
  );
