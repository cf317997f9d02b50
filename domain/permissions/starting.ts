import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds, holdsSomewhere } from './actor.ts';
import { isStartingRole, type Role } from './role.ts';

/** Whether the kind is one that this person may begin for somebody: themself, or an agent of theirs. */
export function mayBegin(actor: Actor, startedBy: Role | null, day: CivilDate): boolean {
  return startedBy === null || (isStartingRole(startedBy) && holdsSomewhere(actor, startedBy, day));
}

/** Whom an act would be about, and where they are posted that day (null: nowhere). */
export interface StartingFacts {
  readonly startedBy: Role | null;
  readonly agentId: string;
  readonly structurePath: string | null;
}

/**
 * Whether this person may start such a request for that agent, that day. Agents file for themselves alone; an act that a
 * role starts is started for another, by whoever holds the role on the structure where the agent is posted.
 */
export function canStart(actor: Actor, { startedBy, agentId, structurePath }: StartingFacts, day: CivilDate): boolean {
  if (startedBy === null) return agentId === actor.personId;
  if (!isStartingRole(startedBy)) return false;
  return agentId !== actor.personId && structurePath !== null && holds(actor, startedBy, structurePath, day);
}
