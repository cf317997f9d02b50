import { traceReading } from '#application/dossiers/trace-reading.ts';
import { checkPayPiece } from '#application/pay/check-pay-piece.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canSeePay } from '#domain/permissions/pay.ts';
import { findPay, payFacts, payMonths, searchPay } from '#prisma/repositories/pay/pieces.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { serveDocument } from '../../pieces/serve.ts';
import { payPieceView, payPieceViews } from '../../views/pay.ts';
import { payOffice, payReaders } from './doors.ts';

/** Pay pieces: made by circuits, checked by the finance office, read by the comptable once sent. */
export function payPieceRoutes(dependencies: Pick<Dependencies, 'database' | 'documents'> & { versions: Versions }) {
  const { database, versions } = dependencies;
  const { prisma } = database;
  return [
    serve('GET /api/pay/pieces', {
      ...payReaders,
      async handle({ me, query, at }) {
        const day = parisDay(at);
        const { rows, ...page } = await searchPay(prisma, { ...query, readerId: me.personId, day });
        const items = await payPieceViews(versions, rows, { actor: me.actor, day });
        return ok({ items, ...page, pageSize: query.pageSize });
      },
    }),
    serve('GET /api/pay/months', {
      ...payReaders,
      handle: async ({ me, at }) =>
        ok({ items: await payMonths(prisma, { readerId: me.personId, day: parisDay(at) }) }),
    }),
    serve('PUT /api/pay/pieces/:id/check', {
      ...payOffice,
      async handle({ me, params, body, at }) {
        const reading = { actor: me.actor, day: parisDay(at) };
        const asked = { actor: reading.actor, pieceId: params.id, checked: body.checked, at };
        const row = await checkPayPiece({ database }, asked);
        return ok(await payPieceView(versions, row, reading));
      },
    }),
    serve('GET /api/pay/pieces/:id/act', {
      ...payReaders,
      async handle({ me, params, at, response }) {
        const piece = await findPay(prisma, params.id);
        if (!piece || !canSeePay(me.actor, payFacts(piece), parisDay(at))) throw new DomainError('not-found');
        if (piece.actSha256 === null || piece.actId === null) throw new DomainError('act-not-sealed');
        const { agentId: ownerId, actId: subject } = piece;
        await traceReading(database, { ownerId, readerId: me.personId, what: 'act', subject, at });
        return serveDocument(dependencies, response, {
          sha256: piece.actSha256,
          fileName: `${piece.reference}.pdf`,
        });
      },
    }),
  ];
}
