import { seeRequest } from '../../../../application/requests/seen-request.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { openIncidents } from './open-incidents.ts';

/** Whether a request is stopped: told to whoever reads it, without a word of the engine. */
export function stoppageRoute({ database, engine }: Pick<Dependencies, 'database' | 'engine'>) {
  const { prisma } = database;
  return serve('GET /api/requests/:id/stoppage', {
    right: 'signed-in',
    guard: 'request-reader',
    async handle({ me, params, at }) {
      const { row } = await seeRequest(prisma, await me.actor(), params.id, at);
      if (row.instanceKey === null || row.closedAt !== null) return ok({ stopped: false, since: null });
      // With the engine away nothing is known: the page says by itself that the request waits.
      const found = await openIncidents({ tx: prisma, engine }, { processInstanceKey: row.instanceKey }).catch(
        () => [],
      );
      const instants = found.map(({ incident }) => new Date(incident.creationTime).toISOString()).sort();
      return ok({ stopped: instants.length > 0, since: instants[0] ?? null });
    },
  });
}
