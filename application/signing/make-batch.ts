import { DomainError } from '#domain/errors.ts';
import { batchTree, MAX_LEAVES, taskTwice } from '#domain/signing/batch.ts';
import type { Leaf } from '#domain/signing/leaf.ts';
import { batchWaiting, foldsServed, insertBatch } from '#prisma/repositories/signing/batches.ts';
import type { Deps } from '../dependencies.ts';
import { mustBeWithinBounds } from './bound-batches.ts';

/** A batch that the signer is about to prove. */
export interface MadeBatch {
  readonly id: string;
  readonly root: string;
  readonly count: number;
}

/**
 * Gathers acts to be signed with one proof. Does not check whether they may be signed: that is done
 * when the code is given and at the signature. The same acts asked for again, while unsigned,
 * return the same batch.
 * @throws {DomainError} signing-batch-size, bad-request for a task given twice,
 * signing-fold-unserved, batches-too-many
 */
export async function makeBatch(
  { database }: Pick<Deps, 'database'>,
  { personId, leaves, at }: { readonly personId: string; readonly leaves: readonly Leaf[]; readonly at: Date },
): Promise<MadeBatch> {
  if (leaves.length === 0 || leaves.length > MAX_LEAVES)
    throw new DomainError('signing-batch-size', { max: MAX_LEAVES });
  if (taskTwice(leaves) !== null) throw new DomainError('bad-request');
  if (!(await foldsServed(database.prisma, personId, leaves))) throw new DomainError('signing-fold-unserved');
  const { root, paths } = batchTree(leaves);
  const count = leaves.length;
  const placed = leaves.map((leaf, place) => ({ ...leaf, path: paths[place] ?? [] }));
  const id = await database.transaction(async (tx) => {
    const waiting = await batchWaiting(tx, { personId, root, leaves: placed });
    if (waiting !== null) return waiting;
    await mustBeWithinBounds(tx, personId, at);
    return insertBatch(tx, { personId, root, leaves: placed, at });
  });
  return { id, root, count };
}
