import { traceReading } from '../../../../application/dossiers/trace-reading.ts';
import { seeRequest } from '../../../../application/requests/seen-request.ts';
import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { type Evidence, withoutContent } from '../../../../domain/evidence/evidence.ts';
import { canExportEvidence, canReadAct, canReadPiece } from '../../../../domain/permissions/request.ts';
import { appendAudit, readChain } from '../../../../prisma/audit.ts';
import { actEvidence } from '../../../../prisma/repositories/acts/acts.ts';
import { belongsTo } from '../../../../prisma/repositories/administration/audit.ts';
import { findRequestPiece } from '../../../../prisma/repositories/pieces.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { serveDocument } from '../../pieces/serve.ts';

/** The documents of a request: what was sent in, what was signed, and what proves it. */
export function requestDocumentRoutes(dependencies: Pick<Dependencies, 'database' | 'documents'>) {
  const { database } = dependencies;
  const { prisma } = database;
  return [
    serve('GET /api/requests/:id/pieces/:pieceId', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, at, response }) {
        const actor = await me.actor();
        const { row, facts } = await seeRequest(prisma, actor, params.id, at);
        const piece = await findRequestPiece(prisma, row.id, params.pieceId);
        if (!piece || !canReadPiece(actor, facts, parisDay(at))) throw new DomainError('not-found');
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
    serve('GET /api/requests/:id/acts/:actId/file', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, at, response }) {
        const actor = await me.actor();
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
        return serveDocument(dependencies, response, { sha256: act.sealedSha256, fileName: `${row.number}.pdf` });
      },
    }),
    serve('GET /api/requests/:id/acts/:actId/evidence', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, at }) {
        const actor = await me.actor();
        const { row, facts } = await seeRequest(prisma, actor, params.id, at);
        if (!canExportEvidence(actor, facts, parisDay(at))) throw new DomainError('act-not-sealed');
        const act = await actEvidence(prisma, row.id, params.actId);
        if (!act?.evidence) throw new DomainError('act-not-sealed');
        // The export is itself an event of the chain, and the last of the extract.
        const audit = await database.transaction(async (tx) => {
          await appendAudit(tx, {
            chain: row.agentId,
            at,
            actorId: me.personId,
            verb: 'evidence.export',
            subject: params.actId,
            payload: { requestId: row.id },
          });
          const isOwn = await belongsTo(tx, row.agentId, row.id);
          const events = await readChain(tx, row.agentId);
          const first = Math.max(0, events.findIndex(isOwn));
          return events.slice(first).map((event) => (isOwn(event) ? event : withoutContent(event)));
        });
        return ok({ ...(act.evidence as unknown as Evidence), audit });
      },
    }),
  ];
}
