import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holdsSomewhere } from './actor.ts';

/** The people behind a proposal, as recorded when it was made. */
export interface ProposalPeople {
  readonly proposedBy: string;
  /** Everybody who created, saved, imported or copied what is proposed. */
  readonly touchedBy: readonly string[];
}

/**
 * True if the person may start, change, check, drop and propose a circuit: an analyst. Drafts
 * belong to the office, not to one person, so that an absence blocks no circuit.
 */
export function canDrawCircuits(actor: Actor, day: CivilDate): boolean {
  return holdsSomewhere(actor, 'analyste', day);
}

/** Reasons why a person may not approve a proposal, in the order they are checked. */
export const APPROVAL_BARS = [
  'forbidden',
  'circuit-own-proposal',
  'circuit-touched',
  'circuit-proposer-left',
  'circuit-parts-changed',
] as const;
/** Why this person may not approve a proposal. */
export type ApprovalBar = (typeof APPROVAL_BARS)[number];

/**
 * Returns why this person may not approve a proposal, and so publish it; null: they may. Approved
 * by an analyst who neither proposed nor changed it; the proposer must still be an analyst (G6).
 * One person alone never decides what requests follow.
 */
export function approvalBar(
  actor: Actor,
  {
    touchedBy,
    proposer,
    isAsProposed,
  }: Pick<ProposalPeople, 'touchedBy'> & {
    readonly proposer: Actor;
    /**
     * Whether what would be published is what was proposed: a block or a theme that it uses may
     * have been published since.
     */
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

/**
 * True if the person may send a proposal back with a remark: any other analyst. A refusal needs
 * only one person.
 */
export function canReturnProposal(
  actor: Actor,
  { proposedBy }: Pick<ProposalPeople, 'proposedBy'>,
  day: CivilDate,
): boolean {
  return canDrawCircuits(actor, day) && actor.personId !== proposedBy;
}

/** True if the person may take a proposal back: the analyst who made it. */
export function canTakeProposalBack(
  actor: Actor,
  { proposedBy }: Pick<ProposalPeople, 'proposedBy'>,
  day: CivilDate,
): boolean {
  return canDrawCircuits(actor, day) && actor.personId === proposedBy;
}

/**
 * True if the person may withdraw a version at once: one analyst is enough to stop what is wrong.
 */
export function canWithdrawVersion(actor: Actor, day: CivilDate): boolean {
  return holdsSomewhere(actor, 'analyste', day);
}
