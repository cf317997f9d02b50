import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { IncidentCause } from '#domain/incident/incident.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canRetryIncidents } from '#domain/permissions/operations.ts';
import { appendAudit } from '#prisma/audit.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { insertRetry } from '#prisma/repositories/operations/incident-retries.ts';
import type { Deps } from '../dependencies.ts';
import type { StoppedStep } from './resolve-incident.ts';

/** An incident of a group, with its instance in the engine. */
export interface RetriedStep extends StoppedStep {
  readonly instanceKey: string;
  readonly elementInstanceKey: string;
}

/**
 * Asks for incidents of one cause to be retried: those that the person may resolve and that no
 * other retry holds. A worker goes through them and records the outcome of each.
 * @returns the id of the retry, and how many incidents it has
 * @throws {DomainError} incident-gone when none of them is left
 */
export async function retryIncidents(
  { database }: Pick<Deps, 'database'>,
  asked: {
    readonly actor: Actor;
    readonly group: { readonly circuit: string; readonly place: string; readonly cause: IncidentCause };
    readonly incidents: readonly RetriedStep[];
    readonly reason: string;
    readonly at: Date;
  },
): Promise<{ readonly retryId: string; readonly asked: number }> {
  const { actor, group, reason, at } = asked;
  const { personId } = actor;
  const day = parisDay(at);
  const theirs = asked.incidents.filter(({ request }) => canRetryIncidents(actor, request, day));
  return database.transaction(async (tx) => {
    const retry = { askedById: personId, askedAt: at, reason, ...group };
    const { retryId, count } = await insertRetry(
      tx,
      retry,
      theirs.map(({ incidentKey, instanceKey, elementInstanceKey, elementId, errorType, request }) => ({
        ...{ incidentKey, instanceKey, elementInstanceKey, errorType },
        ...{ requestId: request?.id ?? null, place: elementId },
      })),
    );
    if (count === 0) throw new DomainError('incident-gone');
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at,
      actorId: personId,
      verb: 'incident.retry-ask',
      subject: `incident-retry:${retryId}`,
      payload: { ...group, count, reason },
    });
    await enqueue(tx, { command: 'retry-incidents', payload: { retryId } });
    return { retryId, asked: count };
  });
}
