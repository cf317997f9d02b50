import type { ErrorCode } from '#domain/errors.ts';
import { type AuditEntry, appendAudits } from '#prisma/audit.ts';
import type { Database } from '#prisma/client.ts';
import { enqueue, enqueueAll } from '#prisma/repositories/messages/outbox.ts';
import { lockBatch, markWritten, type SigningBatch } from '#prisma/repositories/signing/batches.ts';
import { type SignedLeaf, signLeaves } from '#prisma/repositories/signing/intents.ts';
import { lockLeafTasks, refuseLeaves } from '#prisma/repositories/signing/leaves.ts';
import { bare, type JudgedLeaf, judgeLeaves } from './judge-leaves.ts';

/**
 * Signs a proved batch in one transaction: writes the intent to sign each act that the rules allow,
 * with the proof of its leaf, and why the others are refused. Each task is then completed by its
 * own command: a failing one does not stop the others, and none depends on the age of the proof.
 * Called again, it does nothing.
 */
export async function signBatch(
  { database }: { readonly database: Database },
  { batchId, at }: { readonly batchId: string; readonly at: Date },
): Promise<void> {
  await database.transaction(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch === null || batch.state !== 'proved' || batch.authentication === null) return;
    const { personId, authentication } = batch;
    await lockLeafTasks(tx, batchId);
    const whole = wholeFault(batch, at);
    const judged = (await judgeLeaves(tx, { batchId, signerId: personId, at })).map((leaf) => ({
      ...leaf,
      refused: leaf.refused ?? (whole && bare(whole)),
    }));
    await refuseLeaves(
      tx,
      batchId,
      judged.flatMap(({ place, refused }) => (refused === null ? [] : [{ place, ...refused }])),
    );
    const allowed = judged.filter(({ refused }) => refused === null);
    const signed = await signLeaves(tx, { id: batchId, personId, authentication, at }, allowed);
    await enqueueAll(
      tx,
      signed.map(({ requestId, intentId }) => ({ command: 'complete-task', payload: { requestId, intentId } })),
    );
    await markWritten(tx, batchId);
    await enqueue(tx, { command: 'tell-batch', payload: { batchId } });
    await appendAudits(tx, eventsOf(batch, allowed, signed, at));
  });
}

/** Returns why nothing more of a batch may be signed; null: it may. */
function wholeFault({ expiresAt, stopAskedAt }: SigningBatch, at: Date): ErrorCode | null {
  if (stopAskedAt !== null) return 'signing-stopped';
  return expiresAt === null || at >= expiresAt ? 'step-up-required' : null;
}

/**
 * Builds the audit entries of each signature, in the chain of its agent: the proof with its batch,
 * and the intent.
 */
function eventsOf(
  batch: SigningBatch,
  allowed: readonly JudgedLeaf[],
  signed: readonly SignedLeaf[],
  at: Date,
): AuditEntry[] {
  const { id, root, method, personId: actorId } = batch;
  const agents = new Map(allowed.map(({ place, agentId }) => [place, agentId]));
  return signed.flatMap(({ place, taskKey, requestId, sha256, proofId, intentId }): AuditEntry[] => {
    const event = { chain: agents.get(place) ?? '', at, actorId };
    const proof = { proofId, sha256, method, batchId: id, root };
    const decision = { taskKey, requestId, kind: 'signature', outcome: 'signed' };
    return [
      { ...event, verb: 'step-up.prove', subject: taskKey, payload: proof },
      { ...event, verb: 'decision.intend', subject: intentId, payload: decision },
    ];
  });
}
