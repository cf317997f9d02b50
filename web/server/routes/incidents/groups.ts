import type { z } from 'zod';
import { retryIncidents } from '#application/incidents/retry-incidents.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { readIncident } from '#domain/incident/incident.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canRetryIncidents } from '#domain/permissions/operations.ts';
import { countUnderWay } from '#prisma/repositories/operations/incident-retries.ts';
import type { IncidentGroup, RetryChoice } from '#web/contract/operations/incidents.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, reply, serve } from '../../http/route.ts';
import { incidentRow } from './incident-row.ts';
import type { GroupedIncident, IncidentLook } from './look.ts';

/** Groups that a page shows. */
const MAX_GROUPS = 100;

/** Incidents by their cause, tried again together. */
export function incidentGroupRoutes({
  database,
  versions,
  look,
}: Pick<Dependencies, 'database'> & { readonly versions: Versions; readonly look: IncidentLook }) {
  const theirs = async (actor: Actor, at: Date) => {
    const { incidents, partial } = await look();
    const day = parisDay(at);
    const visible = incidents.filter(({ request }) => canRetryIncidents(actor, request, day));
    return { visible, partial };
  };

  const groupOf = async (id: string, incidents: readonly GroupedIncident[]): Promise<IncidentGroup> => {
    const [oldest] = incidents as readonly [GroupedIncident, ...GroupedIncident[]];
    const row = await incidentRow(versions, oldest);
    const { circuit, step, cause, params, mending, type, message, at } = row;
    const byVersion = Map.groupBy(
      incidents.filter(({ request }) => request !== null),
      ({ request }) => request?.versionId ?? '',
    );
    const stopped = await Promise.all(
      [...byVersion].map(async ([versionId, some]) => {
        const { number } = await versions.get(versionId);
        return { id: versionId, number, incidents: some.length };
      }),
    );
    return {
      ...{ id, circuit, step, cause, params, mending, type, message, oldestAt: at },
      incidents: incidents.length,
      requests: requestsOf(incidents),
      only: incidents.length === 1 ? row : null,
      versions: stopped.sort((a, b) => b.number - a.number),
    };
  };

  /** @throws {DomainError} incident-gone, where nothing of it is open any more */
  const chosen = async (actor: Actor, at: Date, group: string, choice: z.infer<typeof RetryChoice>) => {
    const keys = choice.keys && new Set(choice.keys);
    const { visible } = await theirs(actor, at);
    const found = visible.filter(
      (one) =>
        one.group === group &&
        (choice.versionId === null || one.request?.versionId === choice.versionId) &&
        (keys === null || keys.has(String(one.incident.incidentKey))),
    );
    if (found.length === 0) throw new DomainError('incident-gone');
    return found;
  };

  return [
    serve('GET /api/incidents/groups', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, at }) {
        const { visible, partial } = await theirs(me.actor, at);
        const groups = [...Map.groupBy(visible, ({ group }) => group)].sort(([, a], [, b]) => b.length - a.length);
        const items = await Promise.all(groups.slice(0, MAX_GROUPS).map(([id, incidents]) => groupOf(id, incidents)));
        return ok({ items, incidents: visible.length, partial, more: groups.length > MAX_GROUPS });
      },
    }),
    serve('POST /api/incidents/groups/:group/preview', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, params, body, at }) {
        const found = await chosen(me.actor, at, params.group, body);
        const underWay = await countUnderWay(
          database.prisma,
          found.map(({ incident }) => String(incident.incidentKey)),
        );
        return ok({ incidents: found.length, requests: requestsOf(found), underWay });
      },
    }),
    serve('POST /api/incidents/groups/:group/retry', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, params, body, at }) {
        const found = await chosen(me.actor, at, params.group, body);
        const [{ circuit, place, errorType, errorMessage }] = found as [GroupedIncident, ...GroupedIncident[]];
        const { cause } = readIncident({ errorType, errorMessage });
        const incidents = found.map(({ incident, request, place: elementId }) => ({
          ...{ incidentKey: String(incident.incidentKey), elementId, errorType: String(incident.errorType), request },
          instanceKey: String(incident.processInstanceKey),
          elementInstanceKey: String(incident.elementInstanceKey),
        }));
        const group = { circuit, place, cause };
        const asked = { actor: me.actor, group, incidents, reason: body.reason, at };
        return reply(202, await retryIncidents({ database }, asked));
      },
    }),
  ];
}

const requestsOf = (incidents: readonly GroupedIncident[]): number =>
  new Set(incidents.flatMap(({ request }) => request?.id ?? [])).size;
