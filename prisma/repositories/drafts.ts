import { Prisma, type Tx } from '../client.ts';
import { PIECE, PIECES_IN_ORDER, type PieceRow } from './pieces.ts';

export interface DraftRow {
  readonly id: string;
  readonly versionId: string;
  readonly ownerId: string;
  /** Whom it is about; null: its owner. */
  readonly agentId: string | null;
  /** The same, by name. */
  readonly agent: { readonly id: string; readonly firstName: string; readonly lastName: string } | null;
  readonly data: Record<string, unknown>;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The request it became. */
  readonly requestId: string | null;
}

const COLUMNS = {
  id: true,
  versionId: true,
  ownerId: true,
  agentId: true,
  data: true,
  revision: true,
  createdAt: true,
  updatedAt: true,
} as const;
const DRAFT = {
  ...COLUMNS,
  agent: { select: { id: true, firstName: true, lastName: true } },
  request: { select: { id: true } },
} as const;

type Read = Prisma.DraftGetPayload<{ select: typeof DRAFT }>;
const typed = ({ request, data, ...row }: Read): DraftRow => ({
  ...row,
  data: data as Record<string, unknown>,
  requestId: request?.id ?? null,
});

/** Begins an empty draft. */
export async function createDraft(
  tx: Tx,
  draft: { ownerId: string; agentId: string | null; versionId: string; at: Date },
): Promise<DraftRow> {
  const { ownerId, agentId, versionId, at } = draft;
  const row = await tx.draft.create({
    data: { ownerId, agentId, versionId, createdAt: at, updatedAt: at },
    select: COLUMNS,
  });
  const select = DRAFT.agent.select;
  const agent = agentId === null ? null : await tx.person.findUniqueOrThrow({ where: { id: agentId }, select });
  return typed({ ...row, agent, request: null });
}

/** The drafts of a person that were not filed, the last touched first. */
export const draftsOf = async (tx: Tx, ownerId: string, limit: number): Promise<DraftRow[]> =>
  (
    await tx.draft.findMany({
      where: { ownerId, request: null },
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      take: limit,
      select: DRAFT,
    })
  ).map(typed);

/** The same, to be counted. */
export const draftsHeldBy = (ownerId: string): Prisma.Sql => Prisma.sql`
  from draft d where d.owner_id = ${ownerId}::uuid and not exists (select from request r where r.draft_id = d.id)`;

/** A draft of this owner; null for anyone else's. */
export async function findDraft(tx: Tx, id: string, ownerId: string): Promise<DraftRow | null> {
  const row = await tx.draft.findFirst({ where: { id, ownerId }, select: DRAFT });
  return row && typed(row);
}

/** The same, held until the transaction ends: a second submission waits for the first. */
export async function lockDraft(tx: Tx, id: string, ownerId: string): Promise<DraftRow | null> {
  await hold(tx, id);
  return findDraft(tx, id, ownerId);
}

/** A draft with its documents. */
export interface DraftAndPieces {
  readonly draft: DraftRow | null;
  readonly pieces: readonly PieceRow[];
}

/** A draft of this owner with its documents; null and none for anyone else's. */
export async function findDraftAndPieces(tx: Tx, id: string, ownerId: string): Promise<DraftAndPieces> {
  const found = await tx.draft.findFirst({
    where: { id, ownerId },
    select: { ...DRAFT, pieces: { select: PIECE, orderBy: PIECES_IN_ORDER } },
  });
  if (found === null) return { draft: null, pieces: [] };
  const { pieces, ...row } = found;
  return { draft: typed(row), pieces };
}

/** The same, held until the transaction ends. */
export async function lockDraftAndPieces(tx: Tx, id: string, ownerId: string): Promise<DraftAndPieces> {
  await hold(tx, id);
  return findDraftAndPieces(tx, id, ownerId);
}

const hold = (tx: Tx, id: string) => tx.$queryRaw`select 1 from draft where id = ${id}::uuid for update`;

/** Saves what was typed on this revision; null when another device saved in between. */
export async function saveDraft(
  tx: Tx,
  draft: { id: string; ownerId: string; revision: number; data: Record<string, unknown>; at: Date },
): Promise<number | null> {
  const { id, ownerId, revision, data, at } = draft;
  const { count } = await tx.draft.updateMany({
    where: { id, ownerId, revision, request: null },
    data: { data: data as Prisma.InputJsonObject, revision: revision + 1, updatedAt: at },
  });
  return count === 1 ? revision + 1 : null;
}

/** Puts a draft that was not filed on another version of its kind; what was typed stays. */
export async function moveDraft(tx: Tx, draft: DraftRow, versionId: string): Promise<DraftRow> {
  await tx.draft.updateMany({
    where: { id: draft.id, request: null },
    data: { versionId, updatedAt: draft.updatedAt },
  });
  return { ...draft, versionId };
}

/** Removes a draft that was not filed, with its pieces. */
export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await tx.piece.deleteMany({ where: { draftId: id, requestId: null } });
  await tx.draft.deleteMany({ where: { id, request: null } });
}
