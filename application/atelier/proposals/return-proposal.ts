import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canReturnProposal } from '#domain/permissions/atelier.ts';
import { decideProposal } from '#prisma/repositories/circuits/proposals.ts';
import { type AtelierDeps, notifyOfProposal } from '../notify-analysts.ts';
import { type Answering, awaitedProposal, traceProposal } from './proposal.ts';

/**
 * Returns a proposal to its proposer, with a remark on what should change.
 * @throws {DomainError} not-found, circuit-proposal-ended, forbidden
 */
export async function returnProposal(
  { database, baseUrl }: AtelierDeps,
  answering: Answering & { readonly remark: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    const { actor, at, remark } = answering;
    const { proposal } = await awaitedProposal(tx, answering.proposalId);
    if (!canReturnProposal(actor, proposal, parisDay(at))) throw new DomainError('forbidden');
    await decideProposal(tx, proposal.id, { state: 'returned', by: actor.personId, at, remark });
    await traceProposal(tx, answering, 'circuit.proposal-return', proposal, { remark });
    await notifyOfProposal(tx, baseUrl, 'circuit-returned', proposal, [proposal.proposedBy]);
  });
}
