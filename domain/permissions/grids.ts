import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holdsSomewhere } from './actor.ts';

/** True if the person may propose a change of a reference grid, or a new one: an analyst. */
export const canChangeGrids = (actor: Actor, day: CivilDate): boolean => holdsSomewhere(actor, 'analyste', day);

/** Reasons why a person may not approve a change of a grid, in the order they are checked. */
export const GRID_APPROVAL_BARS = ['forbidden', 'grid-own-proposal', 'grid-proposer-left'] as const;
/** Why this person may not approve a change of a grid. */
export type GridApprovalBar = (typeof GRID_APPROVAL_BARS)[number];

/**
 * Returns why this person may not approve a change of a grid, and so publish it; null: they may.
 * Approved by an analyst other than the proposer, who must still be an analyst (G6).
 */
export function gridApprovalBar(actor: Actor, proposer: Actor, day: CivilDate): GridApprovalBar | null {
  if (!canChangeGrids(actor, day)) return 'forbidden';
  if (actor.personId === proposer.personId) return 'grid-own-proposal';
  return canChangeGrids(proposer, day) ? null : 'grid-proposer-left';
}

/**
 * True if the person may send a change back with a remark: any other analyst. A refusal needs only
 * one person.
 */
export const canReturnGrid = (actor: Actor, proposedBy: string, day: CivilDate): boolean =>
  canChangeGrids(actor, day) && actor.personId !== proposedBy;

/** True if the person may take a change back: the analyst who proposed it. */
export const canTakeGridBack = (actor: Actor, proposedBy: string, day: CivilDate): boolean =>
  canChangeGrids(actor, day) && actor.personId === proposedBy;
