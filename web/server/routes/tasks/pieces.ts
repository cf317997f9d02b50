import { holdTask } from '../../../../application/held-task.ts';
import type { Versions } from '../../../../application/versions.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { canDecide } from '../../../../domain/permissions/task.ts';
import type { Tx } from '../../../../prisma/client.ts';
import { lockTask } from '../../../../prisma/repositories/decisions.ts';
import {
  countPieces,
  deletePendingPiece,
  insertPiece,
  pendingPiecesOfTask,
} from '../../../../prisma/repositories/pieces.ts';
import { pendingIntent } from '../../../../prisma/repositories/tasks.ts';
import type { SignedIn } from '../../auth/sessions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, serve } from '../../http/route.ts';
import { receivePiece } from '../../pieces/receive.ts';
import { serveDocument } from '../../pieces/serve.ts';
import { pieceView } from '../../views/piece.ts';

const MOST_PIECES = 30;

/** Documents that answer a complement: kept aside, filed with the answer. */
export function taskPieceRoutes(dependencies: Dependencies & { versions: Versions }) {
  const { database, versions } = dependencies;
  const { prisma } = database;
  const complementOf = async (tx: Tx, me: SignedIn, key: string, at: Date) => {
    const actor = await me.actor();
    const { row, facts } = await holdTask(tx, actor, key, at);
    if (row.decision !== 'complement' || !canDecide(actor, facts)) throw new DomainError('not-found');
    return row;
  };
  return [
    serve('POST /api/tasks/:key/pieces', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, at, request }) {
        const row = await complementOf(prisma, me, params.key, at);
        const received = await receivePiece(dependencies, request, (await versions.get(row.versionId)).sheet);
        const piece = await database.transaction(async (tx) => {
          // A file takes a while to arrive: the answer may have been sent meanwhile, from another tab.
          await lockTask(tx, row.key);
          await complementOf(tx, me, row.key, at);
          if (await pendingIntent(tx, row.key)) throw new DomainError('task-ended');
          if ((await countPieces(tx, { taskKey: row.key })) >= MOST_PIECES) {
            throw new DomainError('too-many-requests', { pieces: MOST_PIECES });
          }
          return insertPiece(tx, { ...received, taskKey: row.key, ownerId: me.personId, uploadedAt: at });
        });
        return created(pieceView(piece));
      },
    }),
    serve('GET /api/tasks/:key/pieces/:pieceId', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, at, response }) {
        const row = await complementOf(prisma, me, params.key, at);
        const piece = (await pendingPiecesOfTask(prisma, row.key, me.personId)).find(({ id }) => id === params.pieceId);
        if (!piece) throw new DomainError('not-found');
        return serveDocument(dependencies, response, piece);
      },
    }),
    serve('DELETE /api/tasks/:key/pieces/:pieceId', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, at }) {
        const row = await complementOf(prisma, me, params.key, at);
        if (!(await deletePendingPiece(prisma, row.key, me.personId, params.pieceId)))
          throw new DomainError('not-found');
        return done;
      },
    }),
  ];
}
