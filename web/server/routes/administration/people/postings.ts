import { correctPosting } from '#application/administration/correct-posting.ts';
import { createPosting } from '#application/administration/create-posting.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { listPostings } from '#prisma/repositories/administration/holdings.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { done, ok, reply, serve } from '#web/server/http/route.ts';
import { administrator, changeOf, givingDeps, listQuery, stateful } from '../change.ts';
import { creationRoute } from '../creation.ts';
import { holdingRoutes } from '../holdings.ts';

/** Who is posted where, from when to when: one post at a time. */
export function postingRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const { database } = dependencies;
  return [
    serve('GET /api/administration/postings', {
      ...administrator,
      async handle({ me, query, at }) {
        const { rows, ...page } = await listPostings(database.prisma, listQuery(me, at, query));
        return ok({ items: rows.map((row) => stateful(row, parisDay(at))), ...page, pageSize: query.pageSize });
      },
    }),
    creationRoute('POST /api/administration/postings', (change, posting) =>
      createPosting(givingDeps(dependencies), change, posting),
    ),
    serve('POST /api/administration/postings/:id/correction', {
      ...administrator,
      async handle(call) {
        const { id } = call.params;
        const asked = { id, quality: call.body.quality };
        const proposalId = await correctPosting(givingDeps(dependencies), changeOf(call), asked);
        return proposalId === null ? done : reply(202, { proposalId });
      },
    }),
    ...holdingRoutes(dependencies, 'postings'),
  ];
}
