import { setActBatch, waitingActBatch } from '#prisma/repositories/requests/act-batches.ts';
import type { BatchDeps } from './act-of-line.ts';
import { readActBatch, tryActBatch } from './plan-batch.ts';
import { runActBatch } from './run-batch.ts';

/**
 * Reads, tries or files some acts of the batch that has waited longest, so that two batches
 * progress side by side. A batch that fails lets the others go first before it is tried again.
 * @returns whether there was one
 */
export async function nextTurn(deps: BatchDeps): Promise<boolean> {
  const batch = await waitingActBatch(deps.database.prisma);
  if (batch === null) return false;
  const turn = batch.state === 'received' ? readActBatch : batch.state === 'read' ? tryActBatch : runActBatch;
  await turn(deps, batch).catch(async (error: unknown) => {
    await setActBatch(deps.database.prisma, batch.id, { touchedAt: deps.now() });
    throw error;
  });
  return true;
}
