import type { CivilDate } from '../calendar/civil-date.ts';
import type { Actor } from './actor.ts';
import { canReadRegistered } from './registry.ts';

/** An act that is to be eliminated, as rights on it are judged. */
export interface ActOfElimination {
  readonly agentId: string;
  readonly structurePath: string;
}

/** Proposes that acts be eliminated, and reads what is proposed: whoever keeps the registry of all of them, their own apart. */
export const canProposeElimination = (actor: Actor, acts: readonly ActOfElimination[], day: CivilDate): boolean =>
  acts.length > 0 && acts.every((act) => canReadRegistered(actor, act, day));

export const ELIMINATION_BARS = ['forbidden', 'elimination-own-proposal'] as const;
/** Why this person does not decide on a proposal; null when they do. */
export type EliminationBar = (typeof ELIMINATION_BARS)[number];

/** Takes back a proposal that waits: whoever proposed it, and nobody else, who can refuse it. */
export const canWithdrawElimination = (actor: Actor, { proposedById }: { readonly proposedById: string }): boolean =>
  actor.personId === proposedById;

/** Approves or refuses that acts be eliminated: another one who keeps the registry of all of them (G6). */
export function eliminationBar(
  actor: Actor,
  proposal: { readonly proposedById: string; readonly acts: readonly ActOfElimination[] },
  day: CivilDate,
): EliminationBar | null {
  if (!canProposeElimination(actor, proposal.acts, day)) return 'forbidden';
  return actor.personId === proposal.proposedById ? 'elimination-own-proposal' : null;
}
