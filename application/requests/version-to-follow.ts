import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { closingReason, currentVersionId, type ReadVersion } from '#prisma/repositories/circuits/circuits.ts';

/**
 * Returns the id of the version in force to which requests of another one can move.
 * @throws {DomainError} kind-withdrawn; version-in-force if they follow it already
 */
export async function versionToFollow(tx: Tx, { id, kind, number }: ReadVersion): Promise<string> {
  const inForce = await currentVersionId(tx, kind);
  if (inForce === null) throw new DomainError('kind-withdrawn', { reason: (await closingReason(tx, kind)) ?? '' });
  if (inForce === id) throw new DomainError('version-in-force', { number });
  return inForce;
}
