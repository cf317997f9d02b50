import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds, holdsSomewhere } from './actor.ts';
import { isStartingRole, PAPER_ROLE, type Role } from './role.ts';

/**
 * True if the person may begin a request of this kind: for themselves, or for some agent of theirs.
 */
export function mayBegin(actor: Actor, startedBy: Role | null, day: CivilDate): boolean {
  return startedBy === null || (isStartingRole(startedBy) && holdsSomewhere(actor, startedBy, day));
}

/**
 * Facts that decide whether a request may be started: the agent concerned, and where they are
 * posted that day (null: nowhere).
 */
export interface StartingFacts {
  readonly startedBy: Role | null;
  /** Whether it may come on paper signed by the agent (domain/request/on-paper.ts). */
  readonly mayBeOnPaper: boolean;
  readonly agentId: string;
  readonly structurePath: string | null;
}

/**
 * True if the person may start this request for that agent that day. Agents file for themselves. An
 * act that a role starts is started for another, by a holder of that role on the structure where
 * the agent is posted; what an agent signed on paper is likewise entered by their gestionnaire.
 */
export function canStart(actor: Actor, facts: StartingFacts, day: CivilDate): boolean {
  const { startedBy, agentId, structurePath } = facts;
  if (agentId === actor.personId) return startedBy === null;
  const role = facts.mayBeOnPaper ? PAPER_ROLE : startedBy;
  return role !== null && isStartingRole(role) && structurePath !== null && holds(actor, role, structurePath, day);
}

/**
 * True if the person may prepare acts of a kind for many agents at once: each is then checked by
 * `canStart`.
 */
export const canPrepareBatch = (actor: Actor, startedBy: Role | null, day: CivilDate): boolean =>
  startedBy !== null && mayBegin(actor, startedBy, day);

/** True if the person may see a batch: only the one who prepared it. */
export const canSeeBatch = (actor: Actor, madeById: string): boolean => actor.personId === madeById;

/** True if the person may have the acts of a batch filed that day; they are filed in their name. */
export const canLaunchBatch = (
  actor: Actor,
  { madeById, startedBy }: { readonly madeById: string; readonly startedBy: Role | null },
  day: CivilDate,
): boolean => canSeeBatch(actor, madeById) && canPrepareBatch(actor, startedBy, day);
