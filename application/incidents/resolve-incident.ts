import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canResolveIncident } from '#domain/permissions/operations.ts';
import { appendAudit } from '#prisma/audit.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import type { Deps } from '../dependencies.ts';

/** An incident of the engine, with the request that it stops if it is one of ours. */
export interface StoppedStep {
  readonly incidentKey: string;
  readonly elementId: string;
  readonly errorType: string;
  readonly request: { readonly id: string; readonly agentId: string; readonly structurePath: string } | null;
}

/**
 * Asks the engine to retry a stopped step, with a reason.
 * @throws {DomainError} not-found, also for an incident that the administrator may not know of
 */
export async function resolveIncident(
  { database }: Pick<Deps, 'database'>,
  asked: { readonly actor: Actor; readonly incident: StoppedStep; readonly reason: string; readonly at: Date },
): Promise<OutboxId<'resolve-incident'>> {
  const { actor, reason, at } = asked;
  const { incidentKey, elementId, errorType: type, request } = asked.incident;
  const { personId: actorId } = actor;
  if (!canResolveIncident(actor, request, parisDay(at))) throw new DomainError('not-found');
  return database.transaction(async (tx) => {
    await appendAudit(tx, {
      chain: request?.agentId ?? SYSTEM_CHAIN,
      at,
      actorId,
      verb: 'incident.resolve',
      subject: `incident:${incidentKey}`,
      payload: { ...(request && { requestId: request.id }), elementId, type, reason },
    });
    const payload = { incidentKey, ...(request && { requestId: request.id }), reason, actorId };
    return enqueue(tx, { command: 'resolve-incident', payload });
  });
}
