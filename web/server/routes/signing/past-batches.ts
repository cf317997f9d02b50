import { seeBatch } from '#application/signing/tell-batch.ts';
import { batchesOf } from '#prisma/repositories/signing/past-batches.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';

/** What one signed or decided by batches, and how each ended. */
export function pastBatchRoutes({ database }: Pick<Dependencies, 'database'>) {
  const own = { right: 'signed-in', guard: 'own' } as const;
  return [
    serve('GET /api/signing/batches', {
      ...own,
      async handle({ me, query }) {
        const { rows, ...page } = await batchesOf(database.prisma, me.personId, query);
        const items = rows.map(({ madeAt, ...row }) => ({ ...row, madeAt: madeAt.toISOString() }));
        return ok({ items, ...page, pageSize: query.pageSize });
      },
    }),
    serve('PUT /api/signing/batches/:id/seen', {
      ...own,
      async handle({ me: { personId }, params: { id }, body: { of }, at }) {
        await seeBatch({ database }, { of, id, personId, at });
        return done;
      },
    }),
  ];
}
