import { sealStanding } from '../../../../domain/operations/seal-end.ts';
import { sealInUse } from '../../../../prisma/repositories/seal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** When the seal ends, as the workers wrote it down: the server does not hold it. */
export function sealRoute({ database }: Pick<Dependencies, 'database'>) {
  return serve('GET /api/operations/seal', {
    right: ['administrateur'],
    guard: null,
    async handle({ at }) {
      const found = await sealInUse(database.prisma);
      if (found === null) return ok({ seal: null });
      const { until } = found;
      return ok({ seal: { until: until.toISOString(), standing: sealStanding(until, at) } });
    },
  });
}
