import type { Grid, GridProposalState } from '#domain/situation/grids/grid.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** A change of a grid as it was proposed to the other analysts, and what became of it. */
export interface GridProposalRow {
  readonly id: string;
  readonly name: string;
  /** The version that it changes; null: the grid is new. */
  readonly baseId: string | null;
  readonly grid: Grid;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly state: GridProposalState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly remark: string | null;
}

const PROPOSAL = Prisma.sql`
  p.id::text, p.name, p.base_id::text as "baseId", p.grid, p.reason, p.proposed_by::text as "proposedBy",
  p.proposed_at as "proposedAt", p.state, p.decided_by::text as "decidedBy", p.decided_at as "decidedAt", p.remark`;

/** Writes what is proposed of a grid, and answers its id. One at a time of each grid, which the database holds. */
export async function insertGridProposal(
  tx: Tx,
  {
    grid,
    baseId,
    reason,
    proposedBy,
    proposedAt,
  }: Omit<GridProposalRow, 'id' | 'name' | 'state' | 'decidedBy' | 'decidedAt' | 'remark'>,
): Promise<string> {
  const id = uuid7(new Date());
  await tx.$executeRaw`
    insert into situation_grid_proposal (id, name, base_id, grid, reason, proposed_by, proposed_at)
    values (${id}::uuid, ${grid.name}, ${baseId}::uuid, ${JSON.stringify(grid)}::jsonb, ${reason}, ${proposedBy}::uuid,
            ${proposedAt}::timestamptz)`;
  return id;
}

/** A proposal, held until the transaction ends: of two who answer at once, the second finds it answered. */
export async function lockGridProposal(tx: Tx, id: string): Promise<GridProposalRow | null> {
  const [row] = await tx.$queryRaw<GridProposalRow[]>`
    select ${PROPOSAL} from situation_grid_proposal p where p.id = ${id}::uuid for update`;
  return row ?? null;
}

/** The last proposal of a grid; null: none was ever made. */
export async function lastGridProposal(tx: Tx, name: string): Promise<GridProposalRow | null> {
  const [row] = await tx.$queryRaw<GridProposalRow[]>`
    select ${PROPOSAL} from situation_grid_proposal p where p.name = ${name} order by p.proposed_at desc, p.id desc limit 1`;
  return row ?? null;
}

/** The grids of which a change awaits an answer. */
export const proposedGrids = (tx: Tx): Promise<Pick<Grid, 'name' | 'title'>[]> =>
  tx.$queryRaw`select name, grid -> 'title' as title from situation_grid_proposal where state = 'open' order by name`;

/** Writes what became of a proposal: once, which the database holds. */
export async function answerGridProposal(
  tx: Tx,
  id: string,
  answer: {
    readonly state: Exclude<GridProposalRow['state'], 'open'>;
    readonly by: string;
    readonly at: Date;
    readonly remark?: string;
  },
): Promise<void> {
  const { state, by, at, remark = null } = answer;
  await tx.situationGridProposal.update({ where: { id }, data: { state, decidedBy: by, decidedAt: at, remark } });
}
