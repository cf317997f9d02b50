import { SYSTEM_CHAIN } from '../../../../domain/audit.ts';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { canSendPay } from '../../../../domain/permissions/pay.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import { lockBatch, payReady, searchBatches, structurePathOf } from '../../../../prisma/repositories/pay.ts';
import { insertBatch, lockPayMonth, piecesReady, recallBatch } from '../../../../prisma/repositories/pay-writing.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, ok, serve } from '../../http/route.ts';
import { payBatchView } from '../../views/pay.ts';
import { payOffice, payReaders } from './doors.ts';

/** Bordereaux: what was sent to the comptable, together and when; a recall leaves it there and says why. */
export function payBatchRoutes({ database }: Pick<Dependencies, 'database'>) {
  const { prisma } = database;
  return [
    serve('GET /api/pay/ready', {
      ...payOffice,
      handle: async ({ me, query, at }) =>
        ok({ items: await payReady(prisma, { readerId: me.personId, day: parisDay(at) }, query.month) }),
    }),
    serve('GET /api/pay/batches', {
      ...payReaders,
      async handle({ me, query, at }) {
        const day = parisDay(at);
        const { rows, total } = await searchBatches(prisma, { ...query, readerId: me.personId, day });
        const actor = await me.actor();
        const items = rows.map((row) => payBatchView(row, { actor, day }));
        return ok({ items, total, page: query.page, pageSize: query.pageSize });
      },
    }),
    serve('POST /api/pay/batches', {
      ...payOffice,
      async handle({ me, body, at }) {
        const reading = { actor: await me.actor(), day: parisDay(at) };
        const path = await structurePathOf(prisma, body.structureId);
        if (path === null || !canSendPay(reading.actor, path, reading.day)) throw new DomainError('not-found');
        const row = await database.transaction(async (tx) => {
          // Sent twice (a double click), the second finds nothing left.
          await lockPayMonth(tx, body.month);
          const pieces = await piecesReady(tx, { ...body, senderId: me.personId });
          if (pieces.length === 0) throw new DomainError('nothing-to-send');
          const pieceIds = pieces.map(({ id }) => id);
          const { id, number } = await insertBatch(tx, { ...body, pieceIds, byId: me.personId, at });
          await appendAudit(tx, {
            chain: SYSTEM_CHAIN,
            at,
            actorId: me.personId,
            verb: 'pay.send',
            subject: `pay-batch:${id}`,
            payload: { number, month: body.month, structureId: body.structureId, pieceIds },
          });
          return lockBatch(tx, id);
        });
        if (row === null) throw new DomainError('not-found');
        return created(payBatchView(row, reading));
      },
    }),
    serve('POST /api/pay/batches/:id/recall', {
      ...payOffice,
      async handle({ me, params, body, at }) {
        const reading = { actor: await me.actor(), day: parisDay(at) };
        const row = await database.transaction(async (tx) => {
          const batch = await lockBatch(tx, params.id);
          if (!batch || !canSendPay(reading.actor, batch.structurePath, reading.day))
            throw new DomainError('not-found');
          if (!(await recallBatch(tx, { batchId: batch.id, byId: me.personId, reason: body.reason, at }))) {
            throw new DomainError('batch-recalled');
          }
          await appendAudit(tx, {
            chain: SYSTEM_CHAIN,
            at,
            actorId: me.personId,
            verb: 'pay.recall',
            subject: `pay-batch:${batch.id}`,
            payload: { number: batch.number, reason: body.reason },
          });
          return (await lockBatch(tx, batch.id)) ?? batch;
        });
        return ok(payBatchView(row, reading));
      },
    }),
  ];
}
