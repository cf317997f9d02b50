import { endOpening, openKind, removeOpening } from '#application/administration/open-kind.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { listOpenings } from '#prisma/repositories/administration/openings.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { done, ok, serve } from '#web/server/http/route.ts';
import { administrator, changeOf, listQuery, pageBody, stateful } from '../change.ts';
import { creationRoute } from '../creation.ts';

/** Pilot sites: which kinds can be filed where, and since when. What is under way is never touched. */
export function openingRoutes(dependencies: Pick<Dependencies, 'database'> & { versions: Versions }) {
  const { database, versions } = dependencies;
  return [
    serve('GET /api/administration/openings', {
      ...administrator,
      async handle({ me, query, at }) {
        const day = parisDay(at);
        const { items, total } = await listOpenings(database.prisma, listQuery(me, at, query));
        const titles = new Map((await versions.currents()).map(({ kind, manifest }) => [kind, manifest.title]));
        const rows = items.map((row) => ({ ...stateful(row, day), title: titles.get(row.kind) ?? null }));
        return ok(pageBody({ items: rows, total }, query));
      },
    }),
    creationRoute('POST /api/administration/openings', (change, opening) => openKind({ database }, change, opening)),
    serve('POST /api/administration/openings/:id/end', {
      ...administrator,
      async handle(call) {
        await endOpening({ database }, changeOf(call), { id: call.params.id, until: call.body.until });
        return done;
      },
    }),
    serve('POST /api/administration/openings/:id/removal', {
      ...administrator,
      async handle(call) {
        await removeOpening({ database }, changeOf(call), { id: call.params.id });
        return done;
      },
    }),
  ];
}
