import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canDecide } from '#domain/permissions/task.ts';
import { PIECE_LIMITS } from '#domain/request/piece.ts';
import type { Tx } from '#prisma/client.ts';
import { countPieces, deletePendingPiece, insertPiece, type PieceRow } from '#prisma/repositories/pieces/pieces.ts';
import { pendingIntent } from '#prisma/repositories/tasks/decisions.ts';
import type { TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import { lockTask } from '#prisma/repositories/tasks/tasks.ts';
import type { Deps } from '../dependencies.ts';
import type { StoredPiece } from '../drafts/add-draft-piece.ts';
import { holdTask } from './held-task.ts';

interface AtTask {
  readonly actor: Actor;
  readonly taskKey: string;
  readonly at: Date;
}

/**
 * Returns the task of a complement that this person can answer.
 * @throws {DomainError} not-found, task-ended
 */
export async function complementTask(tx: Tx, { actor, taskKey, at }: AtTask): Promise<TaskRow> {
  const { row, facts } = await holdTask(tx, actor, taskKey, at);
  if (row.decision !== 'complement' || !canDecide(actor, facts)) throw new DomainError('not-found');
  return row;
}

/**
 * Adds a document to the answer to a complement; it is filed with the answer.
 * @throws {DomainError} not-found, task-ended, piece-too-many
 */
export const addComplementPiece = (
  { database }: Pick<Deps, 'database'>,
  { piece, ...task }: AtTask & { readonly piece: StoredPiece },
): Promise<PieceRow> =>
  database.transaction(async (tx) => {
    const { actor, taskKey, at } = task;
    // An upload takes time: the answer may have been sent meanwhile, from another tab.
    await lockTask(tx, taskKey);
    await complementTask(tx, task);
    if (await pendingIntent(tx, taskKey)) throw new DomainError('task-ended');
    if ((await countPieces(tx, { taskKey })) >= PIECE_LIMITS.maxPieces)
      throw new DomainError('piece-too-many', { max: PIECE_LIMITS.maxPieces });
    return insertPiece(tx, { ...piece, taskKey, ownerId: actor.personId, uploadedAt: at });
  });

/**
 * Removes a document of an answer before it is sent.
 * @throws {DomainError} not-found, task-ended
 */
export async function removeComplementPiece(
  { database: { prisma } }: Pick<Deps, 'database'>,
  { pieceId, ...task }: AtTask & { readonly pieceId: string },
): Promise<void> {
  await complementTask(prisma, task);
  if (!(await deletePendingPiece(prisma, task.taskKey, task.actor.personId, pieceId)))
    throw new DomainError('not-found');
}
