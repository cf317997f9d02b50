import { type SignerProofMethod, type SignIn, withProof } from '#domain/account/sign-in.ts';
import { DomainError } from '#domain/errors.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { findBatch, lockBatch, markProved, type SigningBatch } from '#prisma/repositories/signing/batches.ts';
import type { Deps } from '../dependencies.ts';
import { faultOf, type IdentityCheck, type IdentityFault, proofExpiry, refuse } from '../identity-check.ts';
import { judgeLeaves } from './judge-leaves.ts';

/**
 * Returns a batch to the person who made it.
 * @throws {DomainError} not-found for anybody else
 */
export async function ownBatch(tx: Tx, id: string, personId: string, { held = false } = {}): Promise<SigningBatch> {
  const batch = await (held ? lockBatch : findBatch)(tx, id);
  if (batch === null || batch.personId !== personId) throw new DomainError('not-found');
  return batch;
}

/**
 * Checks that a batch is not proved yet and that at least one of its acts can be signed now, before
 * a code or a passkey is used up on it.
 * @throws {DomainError} signing-batch-proved, signing-stopped; why its first act cannot be signed
 */
export async function mustBeProvable(tx: Tx, batch: SigningBatch, at: Date): Promise<void> {
  if (batch.state !== 'made') throw new DomainError('signing-batch-proved');
  if (batch.stopAskedAt !== null) throw new DomainError('signing-stopped');
  const judged = await judgeLeaves(tx, { batchId: batch.id, signerId: batch.personId, at });
  const [first] = judged;
  if (first?.refused && judged.every(({ refused }) => refused !== null))
    throw new DomainError(first.refused.code, first.refused.params);
}

/**
 * Proves once, for all the acts of a batch, that the signer is there, and queues their signature.
 * @throws {DomainError} not-found, signing-batch-proved, signing-stopped, why none of its acts can
 * be signed, those of a refused code or passkey
 */
export async function proveBatch(
  { database }: Pick<Deps, 'database'>,
  asked: {
    readonly personId: string;
    readonly signIn: SignIn;
    readonly batchId: string;
    readonly identity: IdentityCheck<SignerProofMethod>;
    readonly at: Date;
  },
): Promise<void> {
  const { personId, signIn, batchId, identity, at } = asked;
  await mustBeProvable(database.prisma, await ownBatch(database.prisma, batchId, personId), at);
  const fault = await database.transaction(async (tx): Promise<IdentityFault | null> => {
    const batch = await ownBatch(tx, batchId, personId, { held: true });
    if (batch.state !== 'made') return { code: 'signing-batch-proved' };
    const event = { chain: personId, at, actorId: personId, subject: `signing-batch:${batchId}` };
    const fault = await faultOf(tx, identity, event);
    if (fault !== null) return fault;
    const { method } = identity;
    const authentication = withProof(signIn, method);
    await markProved(tx, batchId, { method, authentication, verifiedAt: at, expiresAt: proofExpiry(at) });
    const { root, count } = batch;
    await appendAudit(tx, { ...event, verb: 'step-up.prove', payload: { root, count, method } });
    await enqueue(tx, { command: 'sign-batch', payload: { batchId } });
    return null;
  });
  if (fault !== null) refuse(fault);
}
