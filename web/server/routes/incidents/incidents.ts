import { z } from 'zod';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { canResolveIncident } from '../../../../domain/permissions/operations.ts';
import { requestsPlayedBy } from '../../../../prisma/repositories/circuits-read.ts';
import { enqueue } from '../../../../prisma/repositories/outbox.ts';
import { IncidentList, IncidentResolution, type IncidentRow } from '../../../contract/operations.ts';
import type { Versions } from '../../circuits/versions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, type Route, route } from '../../http/route.ts';
import { refusalOf } from '../../outbox-answer.ts';
import { same } from '../../views/language.ts';
import { stepName } from '../../views/standing.ts';

const MOST_INCIDENTS = 200;
type Sources = Pick<Dependencies, 'database' | 'engine' | 'bells' | 'settings'> & { versions: Versions };

/** Where circuits are stuck, and how to set them going again. */
export function incidentRoutes({ database, engine, bells, settings, versions }: Sources): Route[] {
  const { prisma } = database;

  /** The open incidents, each with the request it stops when it is one of ours. @throws {DomainError} engine-unavailable */
  const openIncidents = async (filter: Record<string, unknown> = {}) => {
    const search = { filter: { state: 'ACTIVE', ...filter }, page: { limit: MOST_INCIDENTS } };
    const { items } = await engine.searchIncidents(search).catch((): never => {
      throw new DomainError('engine-unavailable');
    });
    const requests = await requestsPlayedBy(
      prisma,
      items.map((incident) => String(incident.processInstanceKey)),
    );
    return items.map((incident) => ({
      incident,
      request: requests.find(({ instanceKey }) => instanceKey === String(incident.processInstanceKey)) ?? null,
    }));
  };
  type Open = Awaited<ReturnType<typeof openIncidents>>[number];

  const rowOf = async ({ incident, request }: Open): Promise<z.infer<typeof IncidentRow>> => ({
    key: String(incident.incidentKey),
    at: new Date(incident.creationTime).toISOString(),
    requestId: request?.id ?? null,
    requestNumber: request?.number ?? null,
    step: request
      ? stepName((await versions.get(request.versionId)).sheet, String(incident.elementId))
      : same(String(incident.elementId)),
    type: String(incident.errorType),
    message: incident.errorMessage ?? '',
  });

  return [
    route({
      method: 'get',
      path: '/api/incidents',
      right: ['administrateur'],
      summary: 'Where circuits are stuck',
      answers: { 200: IncidentList },
      async handle({ me, at }) {
        const actor = await me.actor();
        const visible = (await openIncidents()).filter(({ request }) =>
          canResolveIncident(actor, request?.structurePath ?? null, parisDay(at)),
        );
        return ok({ items: await Promise.all(visible.map(rowOf)) });
      },
    }),
    route({
      method: 'post',
      path: '/api/incidents/:key/resolution',
      right: ['administrateur'],
      summary: 'Set a stuck step going again, and say why; 202 when the engine is away',
      params: z.object({ key: z.string().regex(/^\d{1,19}$/) }),
      body: IncidentResolution,
      answers: { 202: null, 204: null },
      async handle({ me, params, body, at }) {
        const found = (await openIncidents({ incidentKey: params.key }))[0];
        if (!found) throw new DomainError('incident-gone');
        if (!canResolveIncident(await me.actor(), found.request?.structurePath ?? null, parisDay(at))) {
          throw new DomainError('not-found');
        }
        const outboxId = await database.transaction((tx) =>
          enqueue(tx, {
            command: 'resolve-incident',
            payload: { incidentKey: params.key, reason: body.reason, actorId: me.personId },
            subject: `incident:${params.key}`,
          }),
        );
        const result = await bells.waitForOutbox(outboxId, settings.patienceMs);
        const refusal = result && refusalOf(result, 'incident-gone');
        if (refusal) throw refusal;
        return result === null ? { status: 202 } : done;
      },
    }),
  ];
}
