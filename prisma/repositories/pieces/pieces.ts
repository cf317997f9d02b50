import { sql } from 'kysely';
import type { Prisma, Tx } from '../../client.ts';
import { countOfRows, db, isOneOf, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

/** A supporting document as kept; its bytes are in the document store. */
export interface PieceRow {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  readonly fileName: string;
  readonly pieceType: string;
  /** True if only its agent and the manager of their file may open it. */
  readonly closed: boolean;
  readonly uploadedAt: Date;
  readonly taskKey: string | null;
}

/** The columns read of a document. */
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
/** Condition: not eliminated; of an eliminated one, only the hash is left. */
export const STANDING_PIECE = { fileName: { not: '' } } as const;
/** Order of documents: as they were uploaded. */
export const PIECES_IN_ORDER: Prisma.PieceOrderByWithRelationInput[] = [{ uploadedAt: 'asc' }, { id: 'asc' }];
/** The same columns, in SQL. */
const COLUMNS = [
  'id',
  'sha256',
  'size',
  'media_type as mediaType',
  'file_name as fileName',
  'piece_type as pieceType',
  'closed',
  'uploaded_at as uploadedAt',
  'task_key as taskKey',
] as const;

/** A document to keep. */
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

/** Keeps a document of a draft, a request or a complement. */
export async function insertPiece(tx: Tx, piece: NewPiece): Promise<PieceRow> {
  const [draftId, requestId, taskKey] = [piece.draftId ?? null, piece.requestId ?? null, piece.taskKey ?? null];
  return inserted.one(tx, { ...piece, id: uuid7(new Date()), draftId, requestId, taskKey });
}

const inserted = statement(
  (
    given: Omit<NewPiece, 'draftId' | 'requestId' | 'taskKey'> & {
      id: string;
      draftId: string | null;
      requestId: string | null;
      taskKey: string | null;
    },
  ) =>
    db
      .insertInto('piece')
      .values({
        id: given.id,
        sha256: given.sha256,
        size: given.size,
        media_type: 'application/pdf',
        file_name: given.fileName,
        piece_type: given.pieceType,
        closed: given.closed,
        owner_id: given.ownerId,
        uploaded_at: given.uploadedAt,
        draft_id: given.draftId,
        request_id: given.requestId,
        task_key: given.taskKey,
      })
      .returning(COLUMNS),
);

/** Lists the documents of a draft. */
export const piecesOfDraft = (tx: Tx, draftId: string): Promise<PieceRow[]> => ofDraft.all(tx, { draftId });

const ofDraft = statement((given: { draftId: string }) =>
  db.selectFrom('piece').select(COLUMNS).where('draft_id', '=', given.draftId).orderBy('uploaded_at').orderBy('id'),
);

/** Finds a document of a draft; null: none. */
export const findDraftPiece = (tx: Tx, draftId: string, id: string): Promise<PieceRow | null> =>
  tx.piece.findFirst({ where: { id, draftId }, select: PIECE });

/** Finds a document of a request; null: none, or it was eliminated. */
export const findRequestPiece = (tx: Tx, requestId: string, id: string): Promise<PieceRow | null> =>
  tx.piece.findFirst({ where: { id, requestId, ...STANDING_PIECE }, select: PIECE });

/** Lists the documents of a request, except eliminated ones. */
export const piecesOfRequest = (tx: Tx, requestId: string): Promise<PieceRow[]> =>
  tx.piece.findMany({ where: { requestId, ...STANDING_PIECE }, orderBy: PIECES_IN_ORDER, select: PIECE });

/** Counts the documents of a draft, or of the task of a complement. */
export async function countPieces(tx: Tx, of: { draftId: string } | { taskKey: string }): Promise<number> {
  const { many } = 'draftId' in of ? await countedOfDraft.one(tx, of) : await countedOfTask.one(tx, of);
  return many;
}

const counted = () => db.selectFrom('piece').select(countOfRows.as('many'));
const countedOfDraft = statement((given: { draftId: string }) => counted().where('draft_id', '=', given.draftId));
const countedOfTask = statement((given: { taskKey: string }) => counted().where('task_key', '=', given.taskKey));

/** Removes a document that is not filed yet; false if there is none. The store sweeps its bytes. */
export async function deleteDraftPiece(tx: Tx, draftId: string, id: string): Promise<boolean> {
  return (await tx.piece.deleteMany({ where: { id, draftId, requestId: null } })).count === 1;
}

/**
 * Files the documents that the form names with the request and returns them in order; removes the
 * draft's other ones.
 */
export const filePieces = (
  tx: Tx,
  draftId: string,
  requestId: string,
  ids: readonly string[],
): Promise<{ id: string; sha256: string }[]> => filed.all(tx, { draftId, requestId, ids });

const filed = statement((given: { draftId: string; requestId: string; ids: readonly string[] }) =>
  db
    .with('filed', (made) =>
      made
        .updateTable('piece')
        .set({ request_id: given.requestId })
        .where('draft_id', '=', given.draftId)
        .where((eb) => isOneOf(eb.ref('id'), given.ids))
        .returning(['id', 'sha256', 'uploaded_at']),
    )
    .with('gone', (made) =>
      made
        .deleteFrom('piece')
        .where('draft_id', '=', given.draftId)
        .where('request_id', 'is', null)
        .where((eb) => sql<boolean>`${eb.ref('id')} <> all(${given.ids}::uuid[])`),
    )
    .selectFrom('filed')
    .select(['id', 'sha256'])
    .orderBy('uploaded_at')
    .orderBy('id'),
);

/** Lists the documents added for a complement and not sent yet. */
export const pendingPiecesOfTask = (tx: Tx, taskKey: string, ownerId: string): Promise<PieceRow[]> =>
  tx.piece.findMany({
    where: { taskKey, ownerId, requestId: null },
    orderBy: PIECES_IN_ORDER,
    select: PIECE,
  });

/** Removes one of them; false if there is none. */
export async function deletePendingPiece(tx: Tx, taskKey: string, ownerId: string, id: string): Promise<boolean> {
  return (await tx.piece.deleteMany({ where: { id, taskKey, ownerId, requestId: null } })).count === 1;
}

/** Files them with the request, and returns them. */
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
