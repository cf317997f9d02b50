import { openDraft } from '../../../../application/open-draft.ts';
import type { Versions } from '../../../../application/versions.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { canReadDraftPiece } from '../../../../domain/permissions/request.ts';
import { findDraft, lockDraft } from '../../../../prisma/repositories/drafts.ts';
import { countPieces, deleteDraftPiece, findDraftPiece, insertPiece } from '../../../../prisma/repositories/pieces.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, serve } from '../../http/route.ts';
import { receivePiece } from '../../pieces/receive.ts';
import { serveDocument } from '../../pieces/serve.ts';
import { pieceView } from '../../views/piece.ts';

const MOST_PIECES = 30;

/** Supporting documents of a draft: uploaded first, named by the form afterwards. */
export function draftPieceRoutes(dependencies: Dependencies & { versions: Versions }) {
  const { database, versions } = dependencies;
  return [
    serve('POST /api/drafts/:id/pieces', {
      right: 'signed-in',
      guard: 'draft-owner',
      async handle({ params, me, at, request }) {
        const draft = openDraft(await findDraft(database.prisma, params.id, me.personId));
        const { sheet } = await versions.get(draft.versionId);
        const received = await receivePiece(dependencies, request, sheet);
        const piece = await database.transaction(async (tx) => {
          openDraft(await lockDraft(tx, params.id, me.personId));
          if ((await countPieces(tx, { draftId: params.id })) >= MOST_PIECES)
            throw new DomainError('too-many-requests', { pieces: MOST_PIECES });
          return insertPiece(tx, { ...received, draftId: params.id, ownerId: me.personId, uploadedAt: at });
        });
        return created(pieceView(piece));
      },
    }),
    serve('GET /api/drafts/:id/pieces/:pieceId', {
      right: 'signed-in',
      guard: 'draft-owner',
      async handle({ params, me, response }) {
        const draft = await findDraft(database.prisma, params.id, me.personId);
        const piece = draft && (await findDraftPiece(database.prisma, draft.id, params.pieceId));
        if (!draft || !piece || !canReadDraftPiece(await me.actor(), draft)) throw new DomainError('not-found');
        return serveDocument(dependencies, response, piece);
      },
    }),
    serve('DELETE /api/drafts/:id/pieces/:pieceId', {
      right: 'signed-in',
      guard: 'draft-owner',
      async handle({ params, me }) {
        await database.transaction(async (tx) => {
          openDraft(await lockDraft(tx, params.id, me.personId));
          if (!(await deleteDraftPiece(tx, params.id, params.pieceId))) throw new DomainError('not-found');
        });
        return done;
      },
    }),
  ];
}
