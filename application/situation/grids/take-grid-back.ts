import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canTakeGridBack } from '#domain/permissions/grids.ts';
import { answerGridProposal } from '#prisma/repositories/people/grid-proposals.ts';
import { type Answering, awaitedProposal, type GridDeps, traceGrid } from './grid-proposal.ts';

/**
 * Withdraws one's own proposal of a grid; it can be proposed again.
 * @throws {DomainError} not-found, grid-proposal-ended, forbidden
 */
export async function takeGridBack({ database }: Pick<GridDeps, 'database'>, answering: Answering): Promise<void> {
  await database.transaction(async (tx) => {
    const { actor, at } = answering;
    const proposal = await awaitedProposal(tx, answering.proposalId);
    if (!canTakeGridBack(actor, proposal.proposedBy, parisDay(at))) throw new DomainError('forbidden');
    await answerGridProposal(tx, proposal.id, { state: 'taken-back', by: actor.personId, at });
    await traceGrid(tx, answering, 'grid.take-back', proposal);
  });
}
