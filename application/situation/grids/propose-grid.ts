import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canChangeGrids } from '#domain/permissions/grids.ts';
import { checkGrid, checkShapeStays, type GridFault } from '#domain/situation/grids/check-grid.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { isUnchanged } from '#domain/situation/grids/grid-changes.ts';
import { analystsOn } from '#prisma/repositories/circuits/proposals.ts';
import { insertGridProposal, lastGridProposal } from '#prisma/repositories/people/grid-proposals.ts';
import { currentGrid, lockGrid } from '#prisma/repositories/people/grids.ts';
import { type ByAnalyst, type GridDeps, notifyOfGrid, traceGrid } from './grid-proposal.ts';

/**
 * Lists the faults of a grid, also compared with the version that it changes; undefined for a new
 * one.
 */
const faultsOf = (grid: Grid, former: Grid | undefined): GridFault[] => [
  ...checkGrid(grid),
  ...(former?.use === grid.use ? [] : [{ at: 'use', code: 'grid-use-stays', params: {} } as const]),
  ...(former === undefined ? [] : checkShapeStays(former, grid)),
];

/**
 * Proposes a grid to the other analysts, or returns its faults. Only one change awaits an answer at
 * a time, and it must change the version in use.
 * @param asked `base` is the version that was changed, null for a new grid
 * @throws {DomainError} forbidden, grid-proposed, grid-changed, grid-unchanged
 */
export async function proposeGrid(
  { database, baseUrl }: GridDeps,
  asked: ByAnalyst & { readonly grid: Grid; readonly base: string | null; readonly reason: string },
): Promise<{ readonly proposalId: string } | { readonly faults: readonly GridFault[] }> {
  const { actor, at, grid, base, reason } = asked;
  if (!canChangeGrids(actor, parisDay(at))) throw new DomainError('forbidden');
  return database.transaction(async (tx) => {
    const { name } = grid;
    await lockGrid(tx, name);
    const current = await currentGrid(tx, name);
    if ((current?.id ?? null) !== base) throw new DomainError('grid-changed', { number: current?.number ?? 0 });
    if ((await lastGridProposal(tx, name))?.state === 'open') throw new DomainError('grid-proposed');
    const faults = faultsOf(grid, current?.grid);
    if (faults.length > 0) return { faults };
    if (current !== null && isUnchanged(current.grid, grid)) throw new DomainError('grid-unchanged');
    const id = await insertGridProposal(tx, {
      ...{ grid, baseId: base, reason },
      ...{ proposedBy: actor.personId, proposedAt: at },
    });
    await traceGrid(tx, asked, 'grid.propose', { id, name }, { base, reason, rows: grid.rows.length });
    const others = (await analystsOn(tx, parisDay(at))).filter((analyst) => analyst !== actor.personId);
    await notifyOfGrid(tx, baseUrl, 'grid-proposed', { id, ...grid }, others);
    return { proposalId: id };
  });
}
