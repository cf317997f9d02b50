import { Prisma, type Tx } from '../client.ts';
import { uuid7 } from '../uuid7.ts';

/** A supporting document as kept; its bytes are in the document store. */
export interface PieceRow {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  readonly fileName: string;
  readonly pieceType: string;
  /** Whether only its agent and whoever keeps their file open it. */
  readonly closed: boolean;
  readonly uploadedAt: Date;
  readonly taskKey: string | null;
}

/** What is read of a document. */
export const PIECE = {
  id: true,
  sha256: true,
  size: true,
  mediaType: true,
  fileName: true,
  pieceType: true,
  closed: true,
  uploadedAt: true,
  taskKey: true,
} as const;
/** Of one that was eliminated, its hash alone stays. */
export const STANDING_PIECE = { fileName: { not: '' } } as const;
export const PIECES_IN_ORDER: Prisma.PieceOrderByWithRelationInput[] = [{ uploadedAt: 'asc' }, { id: 'asc' }];
/** The same, in SQL. */
const COLUMNS = Prisma.sql`
  id::text, sha256, size, media_type as "mediaType", file_name as "fileName", piece_type as "pieceType", closed,
  uploaded_at as "uploadedAt", task_key as "taskKey"`;

export interface NewPiece {
  readonly sha256: string;
  readonly size: number;
  readonly fileName: string;
  readonly pieceType: string;
  readonly closed: boolean;
  readonly ownerId: string;
  readonly uploadedAt: Date;
  readonly draftId?: string;
  readonly requestId?: string;
  readonly taskKey?: string;
}

export async function insertPiece(tx: Tx, piece: NewPiece): Promise<PieceRow> {
  const { sha256, size, fileName, pieceType, closed, ownerId, uploadedAt, draftId, requestId, taskKey } = piece;
  const [row] = await tx.$queryRaw<[PieceRow]>`
    insert into piece (id, sha256, size, media_type, file_name, piece_type, closed, owner_id, uploaded_at, draft_id, request_id,
                       task_key)
    values (${uuid7(new Date())}::uuid, ${sha256}, ${size}, 'application/pdf', ${fileName}, ${pieceType},
            ${closed}, ${ownerId}::uuid, ${uploadedAt}, ${draftId}::uuid, ${requestId}::uuid, ${taskKey})
    returning ${COLUMNS}`;
  return row;
}

export const piecesOfDraft = (tx: Tx, draftId: string): Promise<PieceRow[]> =>
  tx.$queryRaw`select ${COLUMNS} from piece where draft_id = ${draftId}::uuid order by uploaded_at, id`;

export const findDraftPiece = (tx: Tx, draftId: string, id: string): Promise<PieceRow | null> =>
  tx.piece.findFirst({ where: { id, draftId }, select: PIECE });

export const findRequestPiece = (tx: Tx, requestId: string, id: string): Promise<PieceRow | null> =>
  tx.piece.findFirst({ where: { id, requestId, ...STANDING_PIECE }, select: PIECE });

export const piecesOfRequest = (tx: Tx, requestId: string): Promise<PieceRow[]> =>
  tx.piece.findMany({ where: { requestId, ...STANDING_PIECE }, orderBy: PIECES_IN_ORDER, select: PIECE });

/** How many pieces the draft, or the task of a complement, holds already. */
export async function countPieces(tx: Tx, of: { draftId: string } | { taskKey: string }): Promise<number> {
  const where = 'draftId' in of ? Prisma.sql`draft_id = ${of.draftId}::uuid` : Prisma.sql`task_key = ${of.taskKey}`;
  const [{ many }] = await tx.$queryRaw<[{ many: number }]>`select count(*)::int as many from piece where ${where}`;
  return many;
}

/** Removes a piece that is not filed yet; false when there is none. The store sweeps its bytes. */
export async function deleteDraftPiece(tx: Tx, draftId: string, id: string): Promise<boolean> {
  return (await tx.piece.deleteMany({ where: { id, draftId, requestId: null } })).count === 1;
}

/** The pieces that the form names become the request's, in their order; the others were put aside and go. */
export const filePieces = (
  tx: Tx,
  draftId: string,
  requestId: string,
  ids: readonly string[],
): Promise<{ id: string; sha256: string }[]> =>
  tx.$queryRaw`
    with filed as (
      update piece set request_id = ${requestId}::uuid where draft_id = ${draftId}::uuid and id = any(${[...ids]}::uuid[])
      returning id, sha256, uploaded_at),
    gone as (
      delete from piece where draft_id = ${draftId}::uuid and request_id is null and id <> all(${[...ids]}::uuid[]))
    select id::text, sha256 from filed order by uploaded_at, id`;

/** Documents added for a complement and not sent yet. */
export const pendingPiecesOfTask = (tx: Tx, taskKey: string, ownerId: string): Promise<PieceRow[]> =>
  tx.piece.findMany({
    where: { taskKey, ownerId, requestId: null },
    orderBy: PIECES_IN_ORDER,
    select: PIECE,
  });

/** Removes one of them; false when there is none. */
export async function deletePendingPiece(tx: Tx, taskKey: string, ownerId: string, id: string): Promise<boolean> {
  return (await tx.piece.deleteMany({ where: { id, taskKey, ownerId, requestId: null } })).count === 1;
}

/** They become the request's, with the answer they come with. Answers which. */
export async function fileComplementPieces(
  tx: Tx,
  taskKey: string,
  ownerId: string,
  requestId: string,
): Promise<PieceRow[]> {
  const pieces = await pendingPiecesOfTask(tx, taskKey, ownerId);
  await tx.piece.updateMany({ where: { id: { in: pieces.map(({ id }) => id) } }, data: { requestId } });
  return pieces;
}
