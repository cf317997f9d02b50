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

/** Whether this person may prepare acts of a kind for many agents at once: each is then judged by `canStart`. */
export const canPrepareBatch = (actor: Actor, startedBy: Role | null, day: CivilDate): boolean =>
  startedBy !== null && mayBegin(actor, startedBy, day);

/** A batch is read by whoever prepared it, and by nobody else. */
export const canSeeBatch = (actor: Actor, madeById: string): boolean => actor.personId === madeById;

/** Whether this person may have the acts of a batch filed, that day; they are filed in their name. */
export const canLaunchBatch = (
  actor: Actor,
  { madeById, startedBy }: { readonly madeById: string; readonly startedBy: Role | null },
  day: CivilDate,
): boolean => canSeeBatch(actor, madeById) && canPrepareBatch(actor, startedBy, day);
