import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canReturnGrid } from '#domain/permissions/grids.ts';
import { answerGridProposal } from '#prisma/repositories/people/grid-proposals.ts';
import { type Answering, awaitedProposal, type GridDeps, notifyOfGrid, traceGrid } from './grid-proposal.ts';

/**
 * Returns a change of a grid to its proposer, with a remark on what should change.
 * @throws {DomainError} not-found, grid-proposal-ended, forbidden
 */
export async function returnGrid(
  { database, baseUrl }: GridDeps,
  answering: Answering & { readonly remark: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    const { actor, at, remark } = answering;
    const proposal = await awaitedProposal(tx, answering.proposalId);
    const { id, grid, proposedBy } = proposal;
    if (!canReturnGrid(actor, proposedBy, parisDay(at))) throw new DomainError('forbidden');
    await answerGridProposal(tx, id, { state: 'returned', by: actor.personId, at, remark });
    await traceGrid(tx, answering, 'grid.return', proposal, { remark });
    await notifyOfGrid(tx, baseUrl, 'grid-returned', { id, ...grid }, [proposedBy]);
  });
}
