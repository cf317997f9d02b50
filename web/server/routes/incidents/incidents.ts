import type { z } from 'zod';
import { resolveIncident } from '../../../../application/incidents/resolve-incident.ts';
import type { Versions } from '../../../../application/versions.ts';
import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { placeOf } from '../../../../domain/circuit/block.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { readIncident } from '../../../../domain/operations/incident.ts';
import { accepted } from '../../../../domain/operations/outbox-command.ts';
import { canResolveIncident } from '../../../../domain/permissions/operations.ts';
import type { IncidentRow } from '../../../contract/operations.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';
import { same } from '../../views/language.ts';
import { stepName } from '../../views/standing.ts';
import { type OpenIncident, openIncidents } from './open-incidents.ts';

type Sources = Pick<Dependencies, 'database' | 'engine' | 'channels' | 'settings'> & { versions: Versions };

/** Where circuits are stuck, why in words, and how to set them going again. */
export function incidentRoutes({ database, engine, channels, settings, versions }: Sources) {
  const { prisma } = database;

  const rowOf = async ({ incident, request }: OpenIncident): Promise<z.infer<typeof IncidentRow>> => {
    const manifest = request ? (await versions.get(request.versionId)).manifest : null;
    const elementId = placeOf(request?.path ?? '', String(incident.elementId));
    const { errorType } = incident;
    const errorMessage = incident.errorMessage ?? '';
    return {
      key: String(incident.incidentKey),
      at: new Date(incident.creationTime).toISOString(),
      requestId: request?.id ?? null,
      requestNumber: request?.number ?? null,
      structureName: request?.structureName ?? null,
      circuit: manifest?.title ?? same(String(incident.processDefinitionId)),
      step: manifest ? stepName(manifest, elementId) : same(elementId),
      ...readIncident({ errorType, errorMessage }),
      type: errorType,
      message: errorMessage,
    };
  };

  return [
    serve('GET /api/incidents', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, at }) {
        const actor = me.actor;
        const visible = (await openIncidents({ tx: prisma, engine })).filter(({ request }) =>
          canResolveIncident(actor, request?.structurePath ?? null, parisDay(at)),
        );
        return ok({ items: await Promise.all(visible.map(rowOf)) });
      },
    }),
    serve('POST /api/incidents/:key/resolution', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, params, body, at }) {
        const [found] = await openIncidents({ tx: prisma, engine }, { incidentKey: params.key });
        if (!found) throw new DomainError('incident-gone');
        const { elementId, errorType } = found.incident;
        const place = placeOf(found.request?.path ?? '', String(elementId));
        const incident = { incidentKey: params.key, elementId: place, errorType: String(errorType) };
        const commandId = await resolveIncident(
          { database },
          { actor: me.actor, incident: { ...incident, request: found.request }, reason: body.reason, at },
        );
        const result = await channels.waitForOutbox(commandId, settings.engineTimeoutMs);
        if (result !== null) accepted(result);
        return result === null ? { status: 202 as const } : done;
      },
    }),
  ];
}
