import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { closingReason, currentVersionId, type ReadVersion } from '#prisma/repositories/circuits.ts';

/**
 * The version in force that requests of another one would go on by.
 * @throws {DomainError} kind-withdrawn; version-in-force, where they follow it already
 */
export async function versionToFollow(tx: Tx, { id, kind, number }: ReadVersion): Promise<string> {
  const inForce = await currentVersionId(tx, kind);
  if (inForce === null) throw new DomainError('kind-withdrawn', { reason: (await closingReason(tx, kind)) ?? '' });
  if (inForce === id) throw new DomainError('version-in-force', { number });
  return inForce;
}
