import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { gridApprovalBar } from '#domain/permissions/grids.ts';
import { answerGridProposal } from '#prisma/repositories/people/grid-proposals.ts';
import { currentGrid, insertGrid, lockGrid } from '#prisma/repositories/people/grids.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { type Answering, awaitedProposal, type GridDeps, notifyOfGrid, traceGrid } from './grid-proposal.ts';

/**
 * Approves a grid that another analyst proposed: it becomes the version in use.
 * @returns its number
 * @throws {DomainError} not-found, grid-proposal-ended, forbidden, grid-own-proposal,
 * grid-proposer-left, grid-changed
 */
export async function approveGrid({ database, baseUrl }: GridDeps, answering: Answering): Promise<{ number: number }> {
  return database.transaction(async (tx) => {
    const { actor, at } = answering;
    const proposal = await awaitedProposal(tx, answering.proposalId);
    const { id, name, grid, baseId, proposedBy } = proposal;
    const bar = gridApprovalBar(actor, await actorFacts(tx, proposedBy), parisDay(at));
    if (bar !== null) throw new DomainError(bar);
    await lockGrid(tx, name);
    const current = await currentGrid(tx, name);
    if ((current?.id ?? null) !== baseId) throw new DomainError('grid-changed', { number: current?.number ?? 0 });
    const number = (current?.number ?? 0) + 1;
    await answerGridProposal(tx, id, { state: 'approved', by: actor.personId, at });
    await insertGrid(tx, { grid, number, proposalId: id });
    await traceGrid(tx, answering, 'grid.publish', proposal, { number, proposedBy });
    await notifyOfGrid(tx, baseUrl, 'grid-published', { id, ...grid }, [proposedBy]);
    return { number };
  });
}
