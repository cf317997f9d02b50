import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, administersAll, holds, holdsSomewhere } from './actor.ts';

/** Reads what became of a retry: whoever asked it, and who administers the whole. */
export const canSeeRetry = (actor: Actor, retry: { readonly askedById: string | null }, day: CivilDate): boolean =>
  actor.personId === retry.askedById || administersAll(actor, day);

/** A request that an operator would act on. */
export interface OperatedRequest {
  readonly agentId: string;
  readonly structurePath: string;
}

/** Looks at what an engine plays. */
export const canSeeInstance = looksAfter;

/** Reads an incident and resolves it: whoever may look at the instance that it stops. */
export const canResolveIncident = looksAfter;

/** Retries incidents by the group: whoever may resolve each of them. */
export const canRetryIncidents = looksAfter;

/** Moves a request to another version of its circuit. */
export const canMigrateRequest = (actor: Actor, request: OperatedRequest, day: CivilDate): boolean =>
  operates(actor, request, day);

/** Stops a batch of migrations, or has it go on: whoever asked for it, or the administrator of the whole. */
export const canSteerMigrations = (
  actor: Actor,
  { askedById }: { readonly askedById: string },
  day: CivilDate,
): boolean =>
  administersAll(actor, day) || (actor.personId === askedById && holdsSomewhere(actor, 'administrateur', day));

/** Cancels a request whose circuit leads nowhere any more. */
export const canCancelRequest = (actor: Actor, request: OperatedRequest, day: CivilDate): boolean =>
  operates(actor, request, day);

/** Moves a token of a request to another step. */
export const canMoveToken = (actor: Actor, request: OperatedRequest, day: CivilDate): boolean =>
  operates(actor, request, day);

/** Puts a fact of a request's circuit right. */
export const canSetFact = (actor: Actor, request: OperatedRequest, day: CivilDate): boolean =>
  operates(actor, request, day);

/** The administrator of the structure that it belongs to, never its own agent. */
function operates(actor: Actor, { agentId, structurePath }: OperatedRequest, day: CivilDate): boolean {
  return actor.personId !== agentId && holds(actor, 'administrateur', structurePath, day);
}

/**
 * The administrator of the structure of what is played, never its own agent, whom it would tell what is being decided; of the whole,
 * when no request is.
 */
function looksAfter(actor: Actor, request: OperatedRequest | null, day: CivilDate): boolean {
  return request === null ? administersAll(actor, day) : operates(actor, request, day);
}
