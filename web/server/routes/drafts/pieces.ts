import { addDraftPiece, removeDraftPiece } from '#application/drafts/add-draft-piece.ts';
import { isDraftOnPaper, openDraft } from '#application/drafts/open-draft.ts';
import type { Versions } from '#application/versions.ts';
import { DomainError } from '#domain/errors.ts';
import { canReadDraftPiece } from '#domain/permissions/request.ts';
import { SIGNED_PAPER } from '#domain/request/on-paper.ts';
import { findDraft } from '#prisma/repositories/drafts/drafts.ts';
import { findDraftPiece } from '#prisma/repositories/pieces/pieces.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, serve } from '../../http/route.ts';
import { receivePiece } from '../../pieces/receive.ts';
import { serveDocument } from '../../pieces/serve.ts';
import { pieceView } from '../../views/piece.ts';

/** Supporting documents of a draft: uploaded first, named by the form afterwards. */
export function draftPieceRoutes(dependencies: Dependencies & { versions: Versions }) {
  const { database, versions } = dependencies;
  return [
    serve('POST /api/drafts/:id/pieces', {
      right: 'signed-in',
      guard: 'draft-owner',
      async handle({ params, me, at, request }) {
        const draft = openDraft(await findDraft(database.prisma, params.id, me.personId));
        const { manifest } = await versions.get(draft.versionId);
        const more = isDraftOnPaper(draft, manifest) ? [SIGNED_PAPER] : [];
        const piece = await addDraftPiece(
          { database },
          {
            ownerId: me.personId,
            draftId: draft.id,
            piece: await receivePiece(dependencies, request, { manifest, more, personId: me.personId }),
            at,
          },
        );
        return created(pieceView(piece));
      },
    }),
    serve('GET /api/drafts/:id/pieces/:pieceId', {
      right: 'signed-in',
      guard: 'draft-owner',
      async handle({ params, me, response }) {
        const draft = await findDraft(database.prisma, params.id, me.personId);
        const piece = draft && (await findDraftPiece(database.prisma, draft.id, params.pieceId));
        if (!draft || !piece || !canReadDraftPiece(me.actor, draft)) throw new DomainError('not-found');
        return serveDocument(dependencies, response, piece);
      },
    }),
    serve('DELETE /api/drafts/:id/pieces/:pieceId', {
      right: 'signed-in',
      guard: 'draft-owner',
      async handle({ params, me }) {
        await removeDraftPiece({ database }, { ownerId: me.personId, draftId: params.id, pieceId: params.pieceId });
        return done;
      },
    }),
  ];
}
