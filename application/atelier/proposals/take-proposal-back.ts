import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canTakeProposalBack } from '#domain/permissions/atelier.ts';
import { decideProposal } from '#prisma/repositories/circuits/proposals.ts';
import type { Deps } from '../../dependencies.ts';
import { type Answering, awaitedProposal, traceProposal } from './proposal.ts';

/**
 * Withdraws one's own proposal; the draft stays.
 * @throws {DomainError} not-found, circuit-proposal-ended, forbidden
 */
export async function takeProposalBack({ database }: Pick<Deps, 'database'>, answering: Answering): Promise<void> {
  await database.transaction(async (tx) => {
    const { actor, at } = answering;
    const { proposal } = await awaitedProposal(tx, answering.proposalId);
    if (!canTakeProposalBack(actor, proposal, parisDay(at))) throw new DomainError('forbidden');
    await decideProposal(tx, proposal.id, { state: 'taken-back', by: actor.personId, at });
    await traceProposal(tx, answering, 'circuit.proposal-take-back', proposal);
  });
}
