import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds, holdsAtTop } from './actor.ts';

/** Resolves: the administrator of the structure the request belongs to; of the whole, when it belongs to none. */
export function canResolveIncident(actor: Actor, structurePath: string | null, day: CivilDate): boolean {
  return structurePath === null
    ? holdsAtTop(actor, 'administrateur', day)
    : holds(actor, 'administrateur', structurePath, day);
}

/** A request that an operator would act on. */
export interface OperatedRequest {
  readonly agentId: string;
  readonly structurePath: string;
}

/** Moves a request to another version of its circuit. */
export const canMigrateRequest = (actor: Actor, request: OperatedRequest, day: CivilDate): boolean =>
  operates(actor, request, day);

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
const operates = (actor: Actor, { agentId, structurePath }: OperatedRequest, day: CivilDate): boolean =>
  actor.personId !== agentId && holds(actor, 'administrateur', structurePath, day);
