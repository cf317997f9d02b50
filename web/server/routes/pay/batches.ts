import { z } from 'zod';
import { SYSTEM_CHAIN } from '../../../../domain/audit.ts';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { canSendPay } from '../../../../domain/permissions/pay.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import { lockBatch, payReady, searchBatches, structurePathOf } from '../../../../prisma/repositories/pay.ts';
import { insertBatch, lockPayMonth, piecesReady, recallBatch } from '../../../../prisma/repositories/pay-writing.ts';
import { Id } from '../../../contract/common.ts';
import {
  PayBatchCreate,
  PayBatchPage,
  PayBatchQuery,
  PayBatchView,
  PayReady,
  PayReadyQuery,
  PayRecall,
} from '../../../contract/pay.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, ok, type Route, route } from '../../http/route.ts';
import { payBatchView } from '../../views/pay.ts';
import { payOffice, payReaders } from './doors.ts';

/** Bordereaux: what was sent to the comptable, together and when; a recall leaves it there and says why. */
export function payBatchRoutes({ database }: Pick<Dependencies, 'database'>): Route[] {
  const { prisma } = database;
  return [
    route({
      method: 'get',
      path: '/api/pay/ready',
      ...payOffice,
      summary: 'How many checked pieces of a month wait to be sent, by structure',
      query: PayReadyQuery,
      answers: { 200: PayReady },
      handle: async ({ me, query, at }) =>
        ok({ items: await payReady(prisma, { readerId: me.personId, day: parisDay(at) }, query.month) }),
    }),
    route({
      method: 'get',
      path: '/api/pay/batches',
      ...payReaders,
      summary: 'The bordereaux of one’s structures, those taken back included',
      query: PayBatchQuery,
      answers: { 200: PayBatchPage },
      async handle({ me, query, at }) {
        const day = parisDay(at);
        const { rows, total } = await searchBatches(prisma, { ...query, readerId: me.personId, day });
        const actor = await me.actor();
        const items = rows.map((row) => payBatchView(row, { actor, day }));
        return ok({ items, total, page: query.page, pageSize: query.pageSize });
      },
    }),
    route({
      method: 'post',
      path: '/api/pay/batches',
      ...payOffice,
      summary: 'Send the checked pieces of a month, at a structure and below, to the comptable',
      body: PayBatchCreate,
      answers: { 201: PayBatchView },
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
    route({
      method: 'post',
      path: '/api/pay/batches/:id/recall',
      ...payOffice,
      summary: 'Take a bordereau back, with the reason: its pieces are to be sent again',
      params: z.object({ id: Id }),
      body: PayRecall,
      answers: { 200: PayBatchView },
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
