import { type CivilDate, dateColumn } from '#domain/calendar/civil-date.ts';
import type { Drafted } from '#domain/circuit/blocks/part.ts';
import type { ProposalState } from '#domain/circuit/drafts/proposal.ts';
import type { ProposalPeople } from '#domain/permissions/atelier.ts';
import type { Tx } from '../../client.ts';
import { lockRow } from '../statements/lock-alone.ts';

/** A draft proposed to the other analysts, and its answer. */
export interface ProposalRow extends ProposalPeople {
  readonly id: string;
  readonly draftId: string;
  readonly of: Drafted;
  /** The name of what is proposed: a kind, a block, a theme. */
  readonly kind: string;
  readonly revision: number;
  /** Hash of the files that are proposed. */
  readonly bundleHash: string;
  /** The version that it may replace although it was not drawn from it. */
  readonly overVersionId: string | null;
  readonly reason: string;
  readonly proposedAt: Date;
  readonly state: ProposalState;
  /** Who ended or approved it. */
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly remark: string | null;
  readonly failure: string | null;
}

const PROPOSAL = {
  id: true,
  draftId: true,
  of: true,
  kind: true,
  revision: true,
  bundleHash: true,
  overVersionId: true,
  reason: true,
  proposedBy: true,
  proposedAt: true,
  touchedBy: true,
  state: true,
  decidedBy: true,
  decidedAt: true,
  remark: true,
  failure: true,
} as const;

const typed = <Row extends { of: string; state: string }>(row: Row) => ({
  ...row,
  of: row.of as Drafted,
  state: row.state as ProposalState,
});

/** Writes a proposal; the database adds who touched the draft so far. */
export async function insertProposal(
  tx: Tx,
  proposal: Pick<
    ProposalRow,
    'draftId' | 'kind' | 'revision' | 'bundleHash' | 'overVersionId' | 'reason' | 'proposedBy' | 'proposedAt'
  > & { readonly of?: Drafted },
): Promise<ProposalRow> {
  return typed(await tx.circuitProposal.create({ data: proposal, select: PROPOSAL }));
}

/** Finds a proposal; null if it does not exist. */
export async function findProposal(tx: Tx, id: string): Promise<ProposalRow | null> {
  const row = await tx.circuitProposal.findUnique({ where: { id }, select: PROPOSAL });
  return row && typed(row);
}

/**
 * Finds a proposal and locks it until the transaction ends: of two decisions at once, the second
 * finds it decided.
 */
export async function lockProposal(tx: Tx, id: string): Promise<ProposalRow | null> {
  await lockOne(tx, id);
  return findProposal(tx, id);
}

const lockOne = lockRow('circuit_proposal');

/** Returns the last proposal of each of these drafts, by draft. */
export async function lastProposals(tx: Tx, draftIds: readonly string[]): Promise<Map<string, ProposalRow>> {
  const rows = await tx.circuitProposal.findMany({
    where: { draftId: { in: [...draftIds] } },
    orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
    select: PROPOSAL,
  });
  return new Map(rows.map((row) => [row.draftId, typed(row)]));
}

/** Finds the proposal of a draft that awaits an answer; null: none. */
export async function openProposal(tx: Tx, draftId: string): Promise<ProposalRow | null> {
  const row = await tx.circuitProposal.findFirst({ where: { draftId, state: 'open' }, select: PROPOSAL });
  return row && typed(row);
}

/** Records the answer to a proposal; the database refuses a second one. */
export async function decideProposal(
  tx: Tx,
  id: string,
  decision: {
    readonly state: Exclude<ProposalState, 'open' | 'published' | 'failed'>;
    readonly by: string;
    readonly at: Date;
    readonly remark?: string;
  },
): Promise<void> {
  const { state, by, at, remark = null } = decision;
  await tx.circuitProposal.update({ where: { id }, data: { state, decidedBy: by, decidedAt: at, remark } });
}

/** Records that an approved proposal is now a version, or why its publication was refused. */
export async function endProposal(
  tx: Tx,
  id: string,
  end: { readonly state: 'published' } | { readonly state: 'failed'; readonly failure: string },
): Promise<void> {
  await tx.circuitProposal.update({ where: { id }, data: end });
}

/** Adds those who touched what a draft was copied from: a copy is their work too. */
export async function inheritTouches(tx: Tx, fromDraftId: string, toDraftId: string): Promise<void> {
  const touches = await tx.circuitDraftTouch.findMany({ where: { draftId: fromDraftId } });
  await tx.circuitDraftTouch.createMany({
    data: touches.map(({ personId }) => ({ draftId: toDraftId, personId })),
    skipDuplicates: true,
  });
}

/** Lists the bundle hashes that two people published of a kind, oldest first. */
export async function publishedHashes(tx: Tx, kind: string): Promise<string[]> {
  const published = await tx.circuitProposal.findMany({
    where: { of: 'kind', kind, state: 'published' },
    orderBy: { publishedAt: 'asc' },
    select: { bundleHash: true },
  });
  return published.map(({ bundleHash }) => bundleHash);
}

/** Lists the analysts on that day. */
export async function analystsOn(tx: Tx, day: CivilDate): Promise<string[]> {
  const on = dateColumn(day);
  const held = await tx.habilitation.findMany({
    where: { role: 'analyste', from: { lte: on }, OR: [{ until: null }, { until: { gte: on } }] },
    distinct: ['personId'],
    orderBy: { personId: 'asc' },
    select: { personId: true },
  });
  return held.map(({ personId }) => personId);
}
