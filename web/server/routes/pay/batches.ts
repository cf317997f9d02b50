import { recallPayBatch } from '#application/pay/recall-pay-batch.ts';
import { sendPayBatch } from '#application/pay/send-pay-batch.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { searchBatches } from '#prisma/repositories/pay/batches.ts';
import { payReady } from '#prisma/repositories/pay/pieces.ts';
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
        const { rows, ...page } = await searchBatches(prisma, { ...query, readerId: me.personId, day });
        const actor = me.actor;
        const items = rows.map((row) => payBatchView(row, { actor, day }));
        return ok({ items, ...page, pageSize: query.pageSize });
      },
    }),
    serve('POST /api/pay/batches', {
      ...payOffice,
      async handle({ me, body, at }) {
        const reading = { actor: me.actor, day: parisDay(at) };
        const row = await sendPayBatch({ database }, { ...body, actor: reading.actor, at });
        return created(payBatchView(row, reading));
      },
    }),
    serve('POST /api/pay/batches/:id/recall', {
      ...payOffice,
      async handle({ me, params, body, at }) {
        const reading = { actor: me.actor, day: parisDay(at) };
        const asked = { actor: reading.actor, batchId: params.id, reason: body.reason, at };
        const row = await recallPayBatch({ database }, asked);
        return ok(payBatchView(row, reading));
      },
    }),
  ];
}
