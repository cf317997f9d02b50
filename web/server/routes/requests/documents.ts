import { exportArchive } from '#application/archive/export-archive.ts';
import { traceReading } from '#application/dossiers/trace-reading.ts';
import { exportEvidence } from '#application/evidence/export-evidence.ts';
import { noteOpening } from '#application/evidence/note-opening.ts';
import { seeRequest } from '#application/requests/seen-request.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canReadAct, canReadPiece } from '#domain/permissions/request.ts';
import { actEvidence } from '#prisma/repositories/acts/acts.ts';
import { newestEdition } from '#prisma/repositories/acts/editions.ts';
import { findRequestPiece } from '#prisma/repositories/pieces/pieces.ts';
import { receiptOf } from '#prisma/repositories/requests/receipts.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { actState, statesToday } from '../../pieces/act-states.ts';
import { besideActs } from '../../pieces/beside-acts.ts';
import { serveDocument, serveZip } from '../../pieces/serve.ts';

/** The documents of a request: what was sent in, what was signed, and what proves it. */
export function requestDocumentRoutes(
  dependencies: Pick<Dependencies, 'database' | 'documents' | 'channels' | 'settings' | 'packages'>,
) {
  const { database, settings } = dependencies;
  const { prisma } = database;

  return [
    serve('GET /api/requests/:id/pieces/:pieceId', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, at, response }) {
        const actor = me.actor;
        const { row, facts } = await seeRequest(prisma, actor, params.id, at);
        const piece = await findRequestPiece(prisma, row.id, params.pieceId);
        if (!piece || !canReadPiece(actor, facts, piece, parisDay(at))) throw new DomainError('not-found');
        await traceReading(database, {
          ownerId: row.agentId,
          readerId: me.personId,
          what: 'piece',
          subject: piece.id,
          at,
        });
        return serveDocument(dependencies, response, piece);
      },
    }),
    serve('GET /api/requests/:id/receipt', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, at, response }) {
        const { row } = await seeRequest(prisma, me.actor, params.id, at);
        const receipt = await receiptOf(prisma, row.id);
        if (receipt === null) throw new DomainError('not-found');
        await traceReading(database, {
          ...{ ownerId: row.agentId, readerId: me.personId, what: 'piece', at },
          subject: `${row.agentId}:${receipt.dossierNumber}`,
        });
        return serveDocument(dependencies, response, {
          sha256: receipt.sha256,
          fileName: `recepisse-${row.number}.pdf`,
        });
      },
    }),
    serve('GET /api/requests/:id/acts/:actId/file', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, query, at, response }) {
        const actor = me.actor;
        const { row, facts } = await seeRequest(prisma, actor, params.id, at);
        if (!canReadAct(actor, facts, parisDay(at))) throw new DomainError('act-not-sealed');
        const act = await actEvidence(prisma, row.id, params.actId);
        if (!act?.sealedSha256) throw new DomainError('act-not-sealed');
        await traceReading(database, {
          ownerId: row.agentId,
          readerId: me.personId,
          what: 'act',
          subject: params.actId,
          at,
        });
        const document = { sha256: await newestEdition(prisma, act.sealedSha256), fileName: `${row.number}.pdf` };
        if (me.personId !== row.agentId) return serveDocument(dependencies, response, document);
        const what = query.download === undefined ? 'opened' : 'downloaded';
        const opening = { agentId: row.agentId, requestId: row.id, actId: params.actId, what, at } as const;
        return serveDocument(dependencies, response, document, () => noteOpening(dependencies, opening));
      },
    }),
    serve('GET /api/requests/:id/acts/:actId/evidence', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, at }) {
        const asked = { actor: me.actor, requestId: params.id, actId: params.actId, at };
        return ok(await exportEvidence(dependencies, asked));
      },
    }),
    serve('GET /api/requests/:id/acts/:actId/archive', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, at, response }) {
        const asked = { actor: me.actor, requestId: params.id, actId: params.actId, at };
        return serveZip(response, async () =>
          exportArchive(dependencies, {
            ...{ ...asked, ...(await besideActs(settings)) },
            // Where workers are away or asked too much, the archive says that it lacks it.
            stateToday: statesToday(dependencies),
          }),
        );
      },
    }),
    serve('POST /api/requests/:id/acts/:actId/status', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, at }) {
        const asked = { actor: me.actor, requestId: params.id, actId: params.actId, at };
        const { number, on, file } = await actState(dependencies, asked);
        return ok({ fileName: `etat-${number}-${on}.p7m`, file });
      },
    }),
  ];
}
