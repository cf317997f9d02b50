import { seeRequest } from '#application/requests/seen-request.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** Whether a request is stopped, as the watch of incidents wrote it: for whoever reads it, without a word of the engine. */
export function stoppageRoute({ database }: Pick<Dependencies, 'database'>) {
  return serve('GET /api/requests/:id/stoppage', {
    right: 'signed-in',
    guard: 'request-reader',
    async handle({ me, params, at }) {
      const { row } = await seeRequest(database.prisma, me.actor, params.id, at);
      const since = row.closedAt === null ? row.stoppedSince : null;
      return ok({ stopped: since !== null, since: since?.toISOString() ?? null });
    },
  });
}
