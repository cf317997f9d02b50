import type { z } from 'zod';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { same } from '#domain/formats/in-words.ts';
import type { IncidentCause } from '#domain/incident/incident.ts';
import { canSeeRetry } from '#domain/permissions/operations.ts';
import {
  findRetryRow,
  type RetryRow,
  retriedOf,
  retriesAsked,
} from '#prisma/repositories/operations/incident-retries.ts';
import type { RetryView } from '#web/contract/operations/incidents.ts';
import type { SignedIn } from '../../auth/sessions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { stepName } from '../../views/standing.ts';

/** What became of incidents that were tried again together. */
export function retryRoutes({ database, versions }: Pick<Dependencies, 'database'> & { readonly versions: Versions }) {
  const { prisma } = database;

  const viewOf = async (row: RetryRow): Promise<z.input<typeof RetryView>> => {
    const { id, circuit, place, cause, askedById, firstName, lastName, reason, state, counts } = row;
    const manifest = row.versionId === null ? null : (await versions.get(row.versionId)).manifest;
    return {
      ...{ id, reason, state, counts },
      circuit: manifest?.title ?? same(circuit),
      step: manifest ? stepName(manifest, place) : same(place),
      cause: cause as IncidentCause,
      askedBy: { id: askedById, firstName, lastName },
      askedAt: row.askedAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    };
  };

  /** @throws {DomainError} not-found */
  const see = async (me: SignedIn, id: string, at: Date): Promise<RetryRow> => {
    const row = await findRetryRow(prisma, id);
    if (row === null || !canSeeRetry(me.actor, row, parisDay(at))) throw new DomainError('not-found');
    return row;
  };

  return [
    serve('GET /api/incidents/retries', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, query, at }) {
        const isEverybodys = canSeeRetry(me.actor, { askedById: null }, parisDay(at));
        const { rows, ...page } = await retriesAsked(prisma, isEverybodys ? null : me.personId, query);
        return ok({ items: await Promise.all(rows.map(viewOf)), ...page, pageSize: query.pageSize });
      },
    }),
    serve('GET /api/incidents/retries/:id', {
      right: ['administrateur'],
      guard: 'administrator',
      async handle({ me, params, at }) {
        return ok(await viewOf(await see(me, params.id, at)));
      },
    }),
    serve('GET /api/incidents/retries/:id/incidents', {
      right: ['administrateur'],
      guard: 'administrator',
      async handle({ me, params, query, at }) {
        const { id: retryId } = await see(me, params.id, at);
        const { state, ...asked } = query;
        const { rows, ...page } = await retriedOf(prisma, { retryId, state }, asked);
        const items = rows.map(({ incidentKey, instanceKey, requestId, requestNumber, state, changedAt }) => ({
          ...{ key: incidentKey, instanceKey, requestId, requestNumber, state, changedAt: changedAt.toISOString() },
        }));
        return ok({ items, ...page, pageSize: query.pageSize });
      },
    }),
  ];
}
