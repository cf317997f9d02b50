import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, administersAll, holds, holdsSomewhere } from './actor.ts';

/**
 * True if the person may read the outcome of a retry: the one who asked for it, or an administrator
 * of the whole tree.
 */
export const canSeeRetry = (actor: Actor, retry: { readonly askedById: string | null }, day: CivilDate): boolean =>
  actor.personId === retry.askedById || administersAll(actor, day);

/** A request as rights to operate it are decided. */
export interface OperatedRequest {
  readonly agentId: string;
  readonly structurePath: string;
}

/** True if the person may look at an instance of the engine. */
export const canSeeInstance = looksAfter;

/**
 * True if the person may read and resolve an incident: they may look at the instance that it stops.
 */
export const canResolveIncident = looksAfter;

/** True if the person may retry a group of incidents: they may resolve each of them. */
export const canRetryIncidents = looksAfter;

/** True if the person may move a request to another version of its circuit. */
export const canMigrateRequest = (actor: Actor, request: OperatedRequest, day: CivilDate): boolean =>
  operates(actor, request, day);

/**
 * True if the person may stop or resume a batch of migrations: the one who asked for it, while they
 * are an administrator, or an administrator of the whole tree.
 */
export const canSteerMigrations = (
  actor: Actor,
  { askedById }: { readonly askedById: string },
  day: CivilDate,
): boolean =>
  administersAll(actor, day) || (actor.personId === askedById && holdsSomewhere(actor, 'administrateur', day));

/** True if the person may cancel a stuck request. */
export const canCancelRequest = (actor: Actor, request: OperatedRequest, day: CivilDate): boolean =>
  operates(actor, request, day);

/** True if the person may move a token of a request to another step. */
export const canMoveToken = (actor: Actor, request: OperatedRequest, day: CivilDate): boolean =>
  operates(actor, request, day);

/** True if the person may correct a fact of a request's circuit. */
export const canSetFact = (actor: Actor, request: OperatedRequest, day: CivilDate): boolean =>
  operates(actor, request, day);

/** True for an administrator of the request's structure, other than its own agent. */
function operates(actor: Actor, { agentId, structurePath }: OperatedRequest, day: CivilDate): boolean {
  return actor.personId !== agentId && holds(actor, 'administrateur', structurePath, day);
}

/**
 * True for an administrator of the request's structure, other than its own agent, who would learn
 * what is being decided; without a request, for an administrator of the whole tree.
 */
function looksAfter(actor: Actor, request: OperatedRequest | null, day: CivilDate): boolean {
  return request === null ? administersAll(actor, day) : operates(actor, request, day);
}
