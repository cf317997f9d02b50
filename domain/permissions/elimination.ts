import type { CivilDate } from '../calendar/civil-date.ts';
import type { Actor } from './actor.ts';
import { canReadRegistered } from './registry.ts';

/** The facts of an act that decide who may eliminate it. */
export interface ActOfElimination {
  readonly agentId: string;
  readonly structurePath: string;
}

/**
 * True if the person may propose the elimination of these acts, and read such a proposal: they keep
 * the registry of all of them, and none is about them.
 */
export const canProposeElimination = (actor: Actor, acts: readonly ActOfElimination[], day: CivilDate): boolean =>
  acts.length > 0 && acts.every((act) => canReadRegistered(actor, act, day));

/** Reasons why a person may not decide on a proposal, in the order they are checked. */
export const ELIMINATION_BARS = ['forbidden', 'elimination-own-proposal'] as const;
/** Why this person may not decide on a proposal. */
export type EliminationBar = (typeof ELIMINATION_BARS)[number];

/** True if the person may take back a pending proposal: its author. The others can refuse it. */
export const canWithdrawElimination = (actor: Actor, { proposedById }: { readonly proposedById: string }): boolean =>
  actor.personId === proposedById;

/**
 * Returns why this person may not approve or refuse the elimination of acts; null: they may. They
 * keep the registry of all of them, and did not propose it (G6).
 */
export function eliminationBar(
  actor: Actor,
  proposal: { readonly proposedById: string; readonly acts: readonly ActOfElimination[] },
  day: CivilDate,
): EliminationBar | null {
  if (!canProposeElimination(actor, proposal.acts, day)) return 'forbidden';
  return actor.personId === proposal.proposedById ? 'elimination-own-proposal' : null;
}
