import { addComplementPiece, complementTask, removeComplementPiece } from '#application/tasks/complement-pieces.ts';
import { keepAnswer } from '#application/tasks/keep-answer.ts';
import type { Versions } from '#application/versions.ts';
import { DomainError } from '#domain/errors.ts';
import { pendingPiecesOfTask } from '#prisma/repositories/pieces/pieces.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, serve } from '../../http/route.ts';
import { receivePiece } from '../../pieces/receive.ts';
import { serveDocument } from '../../pieces/serve.ts';
import { pieceView } from '../../views/piece.ts';

/** What answers a complement, words and documents: kept aside, filed with the answer. */
export function taskPieceRoutes(dependencies: Dependencies & { versions: Versions }) {
  const { database, versions } = dependencies;
  const { prisma } = database;
  return [
    serve('PUT /api/tasks/:key/answer', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, body, at }) {
        await keepAnswer({ database }, { actor: me.actor, taskKey: params.key, text: body.text, at });
        return done;
      },
    }),
    serve('POST /api/tasks/:key/pieces', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, at, request }) {
        const task = { actor: me.actor, taskKey: params.key, at };
        const row = await complementTask(prisma, task);
        const { manifest } = await versions.get(row.versionId);
        const piece = await addComplementPiece(
          { database },
          { ...task, piece: await receivePiece(dependencies, request, { manifest, personId: me.personId }) },
        );
        return created(pieceView(piece));
      },
    }),
    serve('GET /api/tasks/:key/pieces/:pieceId', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, at, response }) {
        const task = { actor: me.actor, taskKey: params.key, at };
        const row = await complementTask(prisma, task);
        const piece = (await pendingPiecesOfTask(prisma, row.key, me.personId)).find(({ id }) => id === params.pieceId);
        if (!piece) throw new DomainError('not-found');
        return serveDocument(dependencies, response, piece);
      },
    }),
    serve('DELETE /api/tasks/:key/pieces/:pieceId', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, at }) {
        const task = { actor: me.actor, taskKey: params.key, at };
        await removeComplementPiece({ database }, { ...task, pieceId: params.pieceId });
        return done;
      },
    }),
  ];
}
