import type { ByAnalyst } from '#application/situation/grids/grid-proposal.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canChangeGrids, canReturnGrid, canTakeGridBack, gridApprovalBar } from '#domain/permissions/grids.ts';
import { gridsOf } from '#domain/situation/grids/grid.ts';
import type { Tx } from '#prisma/client.ts';
import { type GridProposalRow, lastGridProposal, proposedGrids } from '#prisma/repositories/people/grid-proposals.ts';
import { currentGrid, currentGrids, type GridVersion, gridVersions } from '#prisma/repositories/people/grids.ts';
import { actorFacts, namesOf } from '#prisma/repositories/people/people.ts';
import { newestDefinitions } from '#prisma/repositories/people/themes.ts';
import type { GridList, GridView } from '#web/contract/circuits/grids.ts';

type Names = Awaited<ReturnType<typeof namesOf>>;

/** The grids as they stand, and those that are only proposed. */
export async function gridList(tx: Tx): Promise<GridList> {
  const versions = await currentGrids(tx);
  const proposed = await proposedGrids(tx);
  const names = await namesOf(tx, versions.flatMap(peopleOf));
  return {
    items: versions.map((version) => {
      const { name, title, rows } = version;
      return { ...versionView(version, names), name, title, rows, proposed: proposed.some((one) => one.name === name) };
    }),
    proposed: proposed.filter(({ name }) => !versions.some((version) => version.name === name)),
  };
}

/**
 * A grid for whoever reads it, with what they may do.
 * @throws {DomainError} not-found
 */
export async function gridView(tx: Tx, name: string, { actor, at }: ByAnalyst): Promise<GridView> {
  const versions = await gridVersions(tx, name);
  const current = await currentGrid(tx, name);
  const proposal = await lastGridProposal(tx, name);
  if (current === null && proposal === null) throw new DomainError('not-found');
  const people = proposal === null ? [] : [proposal.proposedBy, proposal.decidedBy];
  const names = await namesOf(tx, [...versions.flatMap(peopleOf), ...people.filter((id) => id !== null)]);
  const themes = await newestDefinitions(tx);
  return {
    current: current && { ...versionView(current, names), id: current.id, grid: current.grid },
    versions: versions.map((version) => versionView(version, names)),
    readBy: themes
      .filter((theme) => gridsOf(theme).includes(name))
      .map((theme) => ({ theme: theme.name, title: theme.title })),
    proposal: proposal && (await proposalView(tx, proposal, { actor, at, names })),
    mayPropose: canChangeGrids(actor, parisDay(at)),
  };
}

const peopleOf = ({ by }: GridVersion): string[] => (by === null ? [] : [by.proposedBy, by.approvedBy]);

const versionView = ({ number, publishedAt, by }: GridVersion, names: Names) => ({
  number,
  publishedAt: publishedAt.toISOString(),
  by: by && {
    proposedBy: names.get(by.proposedBy) ?? null,
    approvedBy: names.get(by.approvedBy) ?? null,
    reason: by.reason,
  },
});

async function proposalView(
  tx: Tx,
  proposal: GridProposalRow,
  { actor, at, names }: ByAnalyst & { readonly names: Names },
): Promise<NonNullable<GridView['proposal']>> {
  const { id, proposedBy, proposedAt, decidedBy, reason, state, remark, grid } = proposal;
  const day = parisDay(at);
  const isOpen = state === 'open';
  return {
    ...{ id, reason, state, remark, grid, proposedAt: proposedAt.toISOString() },
    proposedBy: names.get(proposedBy) ?? null,
    decidedBy: decidedBy === null ? null : (names.get(decidedBy) ?? null),
    mine: {
      approvalBar: gridApprovalBar(actor, await actorFacts(tx, proposedBy), day),
      canReturn: isOpen && canReturnGrid(actor, proposedBy, day),
      canTakeBack: isOpen && canTakeGridBack(actor, proposedBy, day),
    },
  };
}
