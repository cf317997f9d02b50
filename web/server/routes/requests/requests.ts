import { z } from 'zod';
import { DomainError } from '../../../../domain/errors.ts';
import { searchRequests } from '../../../../prisma/repositories/requests.ts';
import { Id, Language } from '../../../contract/common.ts';
import { ProgressView, RequestPage, RequestQuery, RequestView } from '../../../contract/requests.ts';
import type { Versions } from '../../circuits/versions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, type Route, route } from '../../http/route.ts';
import { diagramIn } from '../../views/diagram.ts';
import { progressView } from '../../views/progress.ts';
import { requestView, seeRequest } from '../../views/request.ts';
import { requestSummaries } from '../../views/standing.ts';

const OneRequest = z.object({ id: Id });

/** Requests as their agent, their managers and whoever acts on them read them: three views of one state. */
export function requestRoutes({
  database,
  engine,
  versions,
}: Pick<Dependencies, 'database' | 'engine'> & { versions: Versions }): Route[] {
  const { prisma } = database;
  return [
    route({
      method: 'get',
      path: '/api/requests',
      right: 'signed-in',
      guard: 'own',
      summary: 'One’s own requests, those of one’s structures, or those one decided on',
      query: RequestQuery,
      answers: { 200: RequestPage },
      async handle({ me, query }) {
        const { rows, total } = await searchRequests(prisma, { ...query, personId: me.personId });
        const items = await requestSummaries(prisma, versions, rows, me.personId);
        return ok({ items, total, page: query.page, pageSize: query.pageSize });
      },
    }),
    route({
      method: 'get',
      path: '/api/requests/:id',
      right: 'signed-in',
      guard: 'request-reader',
      summary: 'A request, with what its reader may know of it',
      params: OneRequest,
      answers: { 200: RequestView },
      async handle({ me, params, at }) {
        const actor = await me.actor();
        return ok(await requestView(prisma, versions, actor, await seeRequest(prisma, actor, params.id, at), at));
      },
    }),
    route({
      method: 'get',
      path: '/api/requests/:id/progress',
      right: 'signed-in',
      guard: 'request-reader',
      summary: 'Its dated steps, and who has the hand now',
      params: OneRequest,
      answers: { 200: ProgressView },
      async handle({ me, params, at }) {
        const seen = await seeRequest(prisma, await me.actor(), params.id, at);
        return ok(await progressView({ tx: prisma, versions, engine }, me.personId, seen));
      },
    }),
    route({
      method: 'get',
      path: '/api/requests/:id/diagram',
      right: 'signed-in',
      guard: 'request-reader',
      summary: 'The BPMN of its own version, named in a language',
      params: OneRequest,
      query: z.object({ lang: Language.default('fr') }),
      answers: { 200: 'application/xml' },
      async handle({ me, params, query, at, response }) {
        const { row } = await seeRequest(prisma, await me.actor(), params.id, at);
        const { sheet } = await versions.get(row.versionId);
        const xml = await versions.file(row.versionId, sheet.diagram);
        if (xml === null) throw new DomainError('not-found');
        response.type('application/xml').send(diagramIn(xml, sheet, query.lang));
        return undefined;
      },
    }),
  ];
}
