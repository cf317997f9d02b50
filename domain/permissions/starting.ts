import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds, holdsSomewhere } from './actor.ts';
import { isStartingRole, PAPER_ROLE, type Role } from './role.ts';

/** Whether the kind is one that this person may begin for somebody: themself, or an agent of theirs. */
export function mayBegin(actor: Actor, startedBy: Role | null, day: CivilDate): boolean {
  return startedBy === null || (isStartingRole(startedBy) && holdsSomewhere(actor, startedBy, day));
}

/** Whom an act would be about, and where they are posted that day (null: nowhere). */
export interface StartingFacts {
  readonly startedBy: Role | null;
  /** Whether it may come on a paper that the agent signed (domain/request/on-paper.ts). */
  readonly mayBeOnPaper: boolean;
  readonly agentId: string;
  readonly structurePath: string | null;
}

/**
 * Whether this person may start such a request for that agent, that day. Agents file for themselves; an act that a role
 * starts is started for another, by whoever holds the role on the structure where the agent is posted, and so is what an
 * agent signed on paper entered by whoever manages them.
 */
export function canStart(actor: Actor, facts: StartingFacts, day: CivilDate): boolean {
  const { startedBy, agentId, structurePath } = facts;
  if (agentId === actor.personId) return startedBy === null;
  const role = facts.mayBeOnPaper ? PAPER_ROLE : startedBy;
  return role !== null && isStartingRole(role) && structurePath !== null && holds(actor, role, structurePath, day);
}
