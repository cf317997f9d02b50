import { resolveIncident } from '#application/incidents/resolve-incident.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { placeOf } from '#domain/circuit/blocks/block.ts';
import { DomainError } from '#domain/errors.ts';
import { canResolveIncident } from '#domain/permissions/operations.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { carriedOut } from '../../live/answers.ts';
import { incidentRow } from './incident-row.ts';
import type { IncidentLook } from './look.ts';
import { openIncidents } from './open-incidents.ts';
import { pageOfKeys } from './page-of-keys.ts';

type Sources = Pick<Dependencies, 'database' | 'engine' | 'channels' | 'settings'> & {
  readonly versions: Versions;
  readonly look: IncidentLook;
};

/** Where circuits are stuck, why in words, and how to set them going again. */
export function incidentRoutes({ database, engine, channels, settings, versions, look }: Sources) {
  const { prisma } = database;
  return [
    serve('GET /api/incidents', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, query, at }) {
        const { group, instance, versionId, ...asked } = query;
        const found =
          instance === undefined
            ? (await look()).incidents.filter((one) => group === undefined || one.group === group)
            : await openIncidents({ tx: prisma, engine }, { processInstanceKey: instance });
        const visible = found.filter(
          ({ request }) =>
            (versionId === undefined || request?.versionId === versionId) &&
            canResolveIncident(me.actor, request, parisDay(at)),
        );
        const { rows, ...page } = pageOfKeys(visible, ({ incident }) => String(incident.incidentKey), asked);
        return ok({ ...page, items: await Promise.all(rows.map((one) => incidentRow(versions, one))) });
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
        return carriedOut({ channels, settings }, commandId);
      },
    }),
  ];
}
