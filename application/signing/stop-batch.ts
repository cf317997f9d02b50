import { appendAudit } from '#prisma/audit.ts';
import { askToStop } from '#prisma/repositories/signing/batches.ts';
import type { Deps } from '../dependencies.ts';
import { ownBatch } from './prove-batch.ts';

/**
 * Stops a batch: acts whose signature is not recorded yet will not be signed. Does nothing if it is
 * stopped.
 * @throws {DomainError} not-found
 */
export async function stopBatch(
  { database }: Pick<Deps, 'database'>,
  { personId, batchId, at }: { readonly personId: string; readonly batchId: string; readonly at: Date },
): Promise<void> {
  await database.transaction(async (tx) => {
    await ownBatch(tx, batchId, personId, { held: true });
    if ((await askToStop(tx, batchId, at)) === 0) return;
    const subject = `signing-batch:${batchId}`;
    await appendAudit(tx, { chain: personId, at, actorId: personId, verb: 'signing.stop', subject });
  });
}
