import { parisDay } from '../../domain/calendar/civil-date.ts';
import type { CircuitManifest } from '../../domain/circuit/manifest.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/permissions/actor.ts';
import { canStart } from '../../domain/permissions/starting.ts';
import type { Tx } from '../../prisma/client.ts';
import { postingOn } from '../../prisma/repositories/people/people.ts';

/** Answers, of any kind, whether this person may start it for that agent at this instant. */
export async function startFor(tx: Tx, actor: Actor, agentId: string, at: Date) {
  const day = parisDay(at);
  const structurePath = (await postingOn(tx, agentId, day))?.structure.path ?? null;
  return (manifest: CircuitManifest): boolean =>
    canStart(actor, { startedBy: manifest.startedBy ?? null, agentId, structurePath }, day);
}

/**
 * Judged when an act is begun and again when it is filed: in between, the agent may have left or the right may have ended.
 * Whoever does not exist is answered as whoever one does not manage.
 * @throws {DomainError} not-startable
 */
export async function mustStartFor(
  tx: Tx,
  actor: Actor,
  manifest: CircuitManifest,
  agentId: string,
  at: Date,
): Promise<void> {
  if (!(await startFor(tx, actor, agentId, at))(manifest)) throw new DomainError('not-startable');
}
