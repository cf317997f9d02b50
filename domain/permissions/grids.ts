import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holdsSomewhere } from './actor.ts';

/** Proposes a change of a reference grid, or a new one: an analyst. */
export const canChangeGrids = (actor: Actor, day: CivilDate): boolean => holdsSomewhere(actor, 'analyste', day);

export const GRID_APPROVAL_BARS = ['forbidden', 'grid-own-proposal', 'grid-proposer-left'] as const;
/** Why this person does not approve a change of a grid; null when they do. */
export type GridApprovalBar = (typeof GRID_APPROVAL_BARS)[number];

/** Approves a change of a grid, and so publishes it: an analyst other than the one who proposed it, who still is one (G6). */
export function gridApprovalBar(actor: Actor, proposer: Actor, day: CivilDate): GridApprovalBar | null {
  if (!canChangeGrids(actor, day)) return 'forbidden';
  if (actor.personId === proposer.personId) return 'grid-own-proposal';
  return canChangeGrids(proposer, day) ? null : 'grid-proposer-left';
}

/** Sends a change back with a remark: any other analyst. A no needs one person. */
export const canReturnGrid = (actor: Actor, proposedBy: string, day: CivilDate): boolean =>
  canChangeGrids(actor, day) && actor.personId !== proposedBy;

/** Takes a change back: the analyst who proposed it. */
export const canTakeGridBack = (actor: Actor, proposedBy: string, day: CivilDate): boolean =>
  canChangeGrids(actor, day) && actor.personId === proposedBy;
