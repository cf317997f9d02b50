import type { Grid, GridProposalState } from '#domain/situation/grids/grid.ts';
import type { Tx } from '../../client.ts';
import { db, json, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

/** A change of a grid proposed to the other analysts, and its answer. */
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

const proposals = db
  .selectFrom('situation_grid_proposal as p')
  .select([
    'p.id',
    'p.name',
    'p.base_id as baseId',
    'p.grid',
    'p.reason',
    'p.proposed_by as proposedBy',
    'p.proposed_at as proposedAt',
    'p.state',
    'p.decided_by as decidedBy',
    'p.decided_at as decidedAt',
    'p.remark',
  ]);

type Proposed = Pick<GridProposalRow, 'grid' | 'baseId' | 'reason' | 'proposedBy' | 'proposedAt'>;

const proposed = statement((given: Proposed & Pick<GridProposalRow, 'id' | 'name'>) =>
  db.insertInto('situation_grid_proposal').values({
    id: given.id,
    name: given.name,
    base_id: given.baseId,
    grid: json(given.grid),
    reason: given.reason,
    proposed_by: given.proposedBy,
    proposed_at: given.proposedAt,
  }),
);

/**
 * Writes a proposal for a grid and returns its id. The database allows one open proposal a grid.
 */
export async function insertGridProposal(tx: Tx, proposal: Proposed): Promise<string> {
  const id = uuid7(new Date());
  await proposed.run(tx, { ...proposal, id, name: proposal.grid.name });
  return id;
}

const locked = statement((given: { id: string }) => proposals.where('p.id', '=', given.id).forUpdate());

/**
 * Finds a proposal and locks it until the transaction ends: of two answers at once, the second
 * finds it answered.
 */
export const lockGridProposal = (tx: Tx, id: string): Promise<GridProposalRow | null> => locked.first(tx, { id });

const last = statement((given: { name: string }) =>
  proposals.where('p.name', '=', given.name).orderBy('p.proposed_at', 'desc').orderBy('p.id', 'desc').limit(1),
);

/** Finds the last proposal of a grid; null: none was ever made. */
export const lastGridProposal = (tx: Tx, name: string): Promise<GridProposalRow | null> => last.first(tx, { name });

const open = statement(() =>
  db
    .selectFrom('situation_grid_proposal')
    .select((eb) => ['name', eb.ref('grid', '->').key('title').as('title')])
    .where('state', '=', 'open')
    .orderBy('name'),
);

/** Lists the grids with a change that awaits an answer. */
export const proposedGrids = (tx: Tx): Promise<Pick<Grid, 'name' | 'title'>[]> => open.all(tx, {});

/** Records the answer to a proposal; the database refuses a second one. */
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
