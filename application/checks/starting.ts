import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canStart } from '#domain/permissions/starting.ts';
import { mayBeOnPaper } from '#domain/request/on-paper.ts';
import type { Tx } from '#prisma/client.ts';
import { postingOn } from '#prisma/repositories/people/people.ts';

/**
 * Returns a function that tells whether this person may start a kind for that agent at this
 * instant.
 */
export async function startFor(tx: Tx, actor: Actor, agentId: string, at: Date) {
  const day = parisDay(at);
  const posting = await postingOn(tx, agentId, day);
  return (manifest: CircuitManifest): boolean => mayStart(actor, manifest, { agentId, posting }, day);
}

/** The agent whom an act would be about, and the post they hold that day. */
export interface PostedAgent {
  readonly agentId: string;
  readonly posting: { readonly structure: { readonly path: string } } | null;
}

function mayStart(actor: Actor, manifest: CircuitManifest, { agentId, posting }: PostedAgent, day: CivilDate): boolean {
  const { startedBy = null } = manifest;
  const structurePath = posting?.structure.path ?? null;
  return canStart(actor, { startedBy, mayBeOnPaper: mayBeOnPaper(manifest), agentId, structurePath }, day);
}

/**
 * Checks that a person may start an act for an agent. Called when the act is begun and again when
 * it is filed: in between, the agent may have left or the right may have ended. An agent who does
 * not exist and one whom the person does not manage give the same error.
 * @throws {DomainError} not-startable
 */
export function mustStartFor(actor: Actor, manifest: CircuitManifest, agent: PostedAgent, day: CivilDate): void {
  if (!mayStart(actor, manifest, agent, day)) throw new DomainError('not-startable');
}
