import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds, holdsAtTop } from './actor.ts';

/** Resolves: the administrator of the structure the request belongs to; of the whole, when it belongs to none. */
export function canResolveIncident(actor: Actor, structurePath: string | null, day: CivilDate): boolean {
  return structurePath === null
    ? holdsAtTop(actor, 'administrateur', day)
    : holds(actor, 'administrateur', structurePath, day);
}

/** Moves a request to another version of its circuit: the administrator of the structure it belongs to, never its own agent. */
export function canMigrateRequest(
  actor: Actor,
  { agentId, structurePath }: { readonly agentId: string; readonly structurePath: string },
  day: CivilDate,
): boolean {
  return actor.personId !== agentId && holds(actor, 'administrateur', structurePath, day);
}
