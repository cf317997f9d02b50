import { recordAbsence } from '#application/administration/record-absence.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { listAbsences } from '#prisma/repositories/administration/holdings.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { ok, serve } from '#web/server/http/route.ts';
import { administrator, listQuery, stateful } from '../change.ts';
import { creationRoute } from '../creation.ts';
import { holdingRoutes } from '../holdings.ts';

/** Who is away, from when to when: their opinions go to whoever is above meanwhile. It gives nobody the power to sign. */
export function absenceRoutes(dependencies: Pick<Dependencies, 'database'>) {
  const { database } = dependencies;
  return [
    serve('GET /api/administration/absences', {
      ...administrator,
      async handle({ me, query, at }) {
        const { rows, ...page } = await listAbsences(database.prisma, listQuery(me, at, query));
        return ok({ items: rows.map((row) => stateful(row, parisDay(at))), ...page, pageSize: query.pageSize });
      },
    }),
    creationRoute('POST /api/administration/absences', (change, absence) =>
      recordAbsence({ database }, change, absence),
    ),
    ...holdingRoutes(dependencies, 'absences'),
  ];
}
