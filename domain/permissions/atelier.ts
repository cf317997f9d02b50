import type { CivilDate } from '../calendar/civil-date.ts';
import type { ProposalPeople } from '../circuit/drafts/proposal.ts';
import { type Actor, holdsSomewhere } from './actor.ts';

/**
 * Begins, changes, checks, drops and proposes a circuit: an analyst. Drafts belong to the office, not to one person:
 * whoever is absent does not hold a circuit back.
 */
export function canDrawCircuits(actor: Actor, day: CivilDate): boolean {
  return holdsSomewhere(actor, 'analyste', day);
}

export const APPROVAL_BARS = [
  'forbidden',
  'circuit-own-proposal',
  'circuit-touched',
  'circuit-proposer-left',
  'circuit-parts-changed',
] as const;
/** Why this person does not approve a proposal; null when they do. */
export type ApprovalBar = (typeof APPROVAL_BARS)[number];

/**
 * Approves a proposal, and so publishes: an analyst who neither proposed nor touched it, of what another analyst proposed, who
 * still is one (G6). One person alone never decides what requests follow.
 */
export function approvalBar(
  actor: Actor,
  {
    touchedBy,
    proposer,
    isAsProposed,
  }: Pick<ProposalPeople, 'touchedBy'> & {
    readonly proposer: Actor;
    /** Whether what would be published is what was proposed: a block or a theme that it takes may have been published since. */
    readonly isAsProposed: boolean;
  },
  day: CivilDate,
): ApprovalBar | null {
  if (!canDrawCircuits(actor, day)) return 'forbidden';
  if (actor.personId === proposer.personId) return 'circuit-own-proposal';
  if (touchedBy.includes(actor.personId)) return 'circuit-touched';
  if (!canDrawCircuits(proposer, day)) return 'circuit-proposer-left';
  return isAsProposed ? null : 'circuit-parts-changed';
}

/** Sends a proposal back with a remark: any other analyst. A no needs one person. */
export function canReturnProposal(
  actor: Actor,
  { proposedBy }: Pick<ProposalPeople, 'proposedBy'>,
  day: CivilDate,
): boolean {
  return canDrawCircuits(actor, day) && actor.personId !== proposedBy;
}

/** Takes a proposal back: the analyst who made it. */
export function canTakeProposalBack(
  actor: Actor,
  { proposedBy }: Pick<ProposalPeople, 'proposedBy'>,
  day: CivilDate,
): boolean {
  return canDrawCircuits(actor, day) && actor.personId === proposedBy;
}

/** Withdraws a version at once: one analyst is enough to stop what is wrong. */
export function canWithdrawVersion(actor: Actor, day: CivilDate): boolean {
  return holdsSomewhere(actor, 'analyste', day);
}
