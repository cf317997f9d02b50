import { giveHabilitation } from '#application/administration/give-habilitation.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { isOfFormerOffice } from '#domain/power/office.ts';
import { listHabilitations } from '#prisma/repositories/administration/holdings.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { ok, serve } from '#web/server/http/route.ts';
import { administrator, givingDeps, listQuery, stateful } from '../change.ts';
import { creationRoute } from '../creation.ts';
import { holdingRoutes } from '../holdings.ts';

/** Named rights, on a structure and what is below it, for a while. Nobody gives one to themselves. */
export function habilitationRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const { database } = dependencies;
  return [
    serve('GET /api/administration/habilitations', {
      ...administrator,
      async handle({ me, query, at }) {
        const { rows, ...page } = await listHabilitations(database.prisma, listQuery(me, at, query));
        const day = parisDay(at);
        const items = rows.map(({ posts, ...row }) => ({
          ...stateful(row, day),
          ofFormerOffice: row.byRight && isOfFormerOffice(row, posts, day),
        }));
        return ok({ items, ...page, pageSize: query.pageSize });
      },
    }),
    creationRoute('POST /api/administration/habilitations', (change, right) =>
      giveHabilitation(givingDeps(dependencies), change, right),
    ),
    ...holdingRoutes(dependencies, 'habilitations'),
  ];
}
