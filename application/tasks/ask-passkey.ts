import { createHash, randomBytes } from 'node:crypto';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canPreview } from '#domain/permissions/task.ts';
import type { Tx } from '#prisma/client.ts';
import {
  putSigningChallenge,
  type SigningChallenge,
  takeSigningChallenge,
} from '#prisma/repositories/signing/proofs.ts';
import { askToSign, mustHavePasskeys, type RelyingParty } from '../account/factors/passkeys.ts';
import type { Deps } from '../dependencies.ts';
import { proofExpiry } from '../identity-check.ts';
import { mustBeSignable } from './check-signing.ts';
import { holdTask } from './held-task.ts';

/**
 * Asks the signer's passkey to sign for this task and the exact bytes they were shown: returns the
 * WebAuthn options. The challenge serves once, within five minutes; asking again cancels the former
 * one.
 * @throws {DomainError} not-found, task-ended, forbidden, preview-outdated, no-signing-capacity;
 * step-up-unavailable without a passkey
 */
export async function askPasskey(
  { database }: Pick<Deps, 'database'>,
  asked: {
    readonly actor: Actor;
    readonly userId: string;
    readonly taskKey: string;
    /** Digest of the act that was shown. */
    readonly sha256: string;
    readonly party: RelyingParty;
    readonly at: Date;
  },
) {
  const { actor, userId, taskKey, sha256, party, at } = asked;
  const { personId } = actor;
  const { row, facts } = await holdTask(database.prisma, actor, taskKey, at);
  if (!canPreview(actor, facts)) throw new DomainError('forbidden');
  await mustBeSignable(database.prisma, { row, signerId: personId, sha256, at });
  const passkeys = await mustHavePasskeys(database.prisma, userId);
  const nonce = randomBytes(32).toString('base64url');
  const challenge = { taskKey, personId, sha256, nonce, expiresAt: proofExpiry(at) };
  await putSigningChallenge(database.prisma, challenge);
  return askToSign(party, bytesOf(challenge), passkeys);
}

/**
 * Returns the challenge that the passkey was to sign for this task, these bytes and this signer,
 * and uses it up; null when none is valid.
 */
export async function spendChallenge(
  tx: Tx,
  {
    sha256,
    at,
    ...whose
  }: { readonly taskKey: string; readonly personId: string; readonly sha256: string; readonly at: Date },
): Promise<string | null> {
  const kept = await takeSigningChallenge(tx, whose);
  return kept !== null && kept.sha256 === sha256 && at < kept.expiresAt ? bytesOf(kept).toString('base64url') : null;
}

/**
 * Hashes what is signed into 32 bytes, so that a passkey's signature for one act is worth nothing
 * for another.
 */
const bytesOf = ({ taskKey, personId, sha256, nonce }: Omit<SigningChallenge, 'expiresAt'>): Buffer<ArrayBuffer> =>
  Buffer.from(
    createHash('sha256')
      .update(JSON.stringify(['signature', taskKey, personId, sha256, nonce]))
      .digest(),
  );
