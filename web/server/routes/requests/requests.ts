import { nextKinds } from '#application/requests/next-kinds.ts';
import { seeRequest } from '#application/requests/seen-request.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { searchRequests } from '#prisma/repositories/requests/request-list.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { progressView } from '../../views/progress.ts';
import { requestView } from '../../views/request.ts';
import { requestSummaries } from '../../views/standing.ts';
import { versionDiagram } from '../../views/version-diagram.ts';

/** Requests as their agent, their managers and whoever acts on them read them: three views of one state. */
export function requestRoutes({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  const { prisma } = database;
  return [
    serve('GET /api/requests', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, query, at }) {
        const { rows, ...page } = await searchRequests(prisma, { ...query, personId: me.personId, day: parisDay(at) });
        const items = await requestSummaries(prisma, versions, rows, me.personId);
        return ok({ items, ...page, pageSize: query.pageSize });
      },
    }),
    serve('GET /api/requests/:id', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, at }) {
        const actor = me.actor;
        return ok(await requestView(prisma, versions, actor, await seeRequest(prisma, actor, params.id, at), at));
      },
    }),
    serve('GET /api/requests/:id/progress', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, at }) {
        const seen = await seeRequest(prisma, me.actor, params.id, at);
        return ok(await progressView({ tx: prisma, versions }, me.personId, seen));
      },
    }),
    serve('GET /api/requests/:id/next-kinds', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, at }) {
        const next = await nextKinds({ database, versions }, { actor: me.actor, requestId: params.id, at });
        return ok({ items: next.map(({ manifest: { kind, title, summary } }) => ({ kind, title, summary })) });
      },
    }),
    serve('GET /api/requests/:id/diagram', {
      right: 'signed-in',
      guard: 'request-reader',
      async handle({ me, params, query, at, response }) {
        const { row } = await seeRequest(prisma, me.actor, params.id, at);
        response.type('application/xml').send(await versionDiagram(versions, row.versionId, query));
        return undefined;
      },
    }),
  ];
}
