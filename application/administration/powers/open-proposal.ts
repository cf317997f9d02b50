import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { findProposal, lockProposal, type Proposal } from '#prisma/repositories/administration/proposals.ts';

/**
 * Locks and returns a proposal until the transaction ends, so that two answers at once are taken
 * one after the other.
 * @throws {DomainError} not-found
 */
export async function openProposal(tx: Tx, id: string): Promise<Proposal> {
  await lockProposal(tx, id);
  const found = await findProposal(tx, id);
  if (found === null) throw new DomainError('not-found');
  return found;
}
