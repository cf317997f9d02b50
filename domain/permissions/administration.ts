import type { CivilDate, Period } from '../calendar/civil-date.ts';
import { overlap } from '../calendar/period.ts';
import type { ErrorCode } from '../errors.ts';
import { type Actor, holds, isTop, within } from './actor.ts';
import type { Role } from './role.ts';

/** Changes a structure, and who is posted, entitled or delegated there: its administrator, or one above. */
export function canAdminister(actor: Actor, structurePath: string, day: CivilDate): boolean {
  return holds(actor, 'administrateur', structurePath, day);
}

/** Gives, changes or ends a right of these people: anyone but themselves. Whoever manages rights gains none by it. */
export function canChangeRightsOf(actor: Actor, personIds: readonly string[]): boolean {
  return !personIds.includes(actor.personId);
}

/**
 * What a sensitive right or a delegation stands on: « installation », written by whoever installs the portal, as the owner
 * of its tables; « former », given before two people were asked; « proposal », confirmed by two administrators. The
 * database holds each to it (`habilitation_has_ground`, `power_is_as_confirmed`); only the last can be written by the application.
 */
export const GROUNDS = ['installation', 'former', 'proposal'] as const;
export type Ground = (typeof GROUNDS)[number];

/**
 * What is proposed: a right, a delegation of signature, a post of someone who may sign, a move of a structure, the work
 * address of someone who holds a sensitive right, the words of a signatory's quality.
 */
export const PROPOSAL_KINDS = [
  'habilitation',
  'delegation',
  'posting',
  'move',
  'address',
  'recovery',
  'identity',
  'quality',
] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** A power about to be given, whatever road gives it. Structures are paths. */
export interface PowerGiven {
  /** Whose administrators give it: the structure where it would hold; of a move, the one that is left. */
  readonly from: string;
  /** The same but of a move: the one that is gone to. */
  readonly to: string;
  /** Whom it is given to, and in whose name. */
  readonly personIds: readonly string[];
  /** Who else would have more power by it. */
  readonly gainerIds: readonly string[];
  /** The right, when it is one. */
  readonly role?: Role;
  /** It signs, pays, publishes or gives rights: one administrator does not give it alone. */
  readonly sensitive: boolean;
}

/** Why a person may not give this, nor propose it: nobody extends their own power. Null: they may. */
export function givingFault(actor: Actor, power: PowerGiven, day: CivilDate): ErrorCode | null {
  if (!canAdminister(actor, power.from, day)) return 'not-found';
  if (!canChangeRightsOf(actor, power.personIds)) return 'own-right';
  if (power.gainerIds.includes(actor.personId)) return 'own-gain';
  return power.role === 'analyste' && !isTop(power.to) ? 'top-only' : null;
}

/** Whether a second administrator must confirm: the power is sensitive, or holds where the first one administers nothing. */
export function needsConfirmation(actor: Actor, power: PowerGiven, day: CivilDate): boolean {
  return power.sensitive || !canAdminister(actor, power.to, day);
}

/**
 * Why a person may not confirm it; null: they may. Both administer that place: of a move towards structures that whoever
 * proposed does not administer, the second one answers for these. Whoever proposed must still be entitled to.
 */
export function confirmingFault(actor: Actor, proposer: Actor, power: PowerGiven, day: CivilDate): ErrorCode | null {
  const sides = canAdminister(proposer, power.to, day) ? [power.from, power.to] : [power.to];
  if (!sides.every((side) => canAdminister(actor, side, day))) return 'not-found';
  if (actor.personId === proposer.personId) return 'own-proposal';
  if (!canChangeRightsOf(actor, power.personIds)) return 'own-right';
  if (power.gainerIds.includes(actor.personId)) return 'own-gain';
  return givingFault(proposer, power, day) === null ? null : 'proposer-not-entitled';
}

/** Why a person may not refuse a proposal; null: they may. Its author withdraws it instead. */
export function refusingFault(actor: Actor, proposerId: string, power: PowerGiven, day: CivilDate): ErrorCode | null {
  if (![power.from, power.to].some((side) => canAdminister(actor, side, day))) return 'not-found';
  if (actor.personId === proposerId) return 'own-proposal';
  return canChangeRightsOf(actor, power.personIds) ? null : 'own-right';
}

/**
 * Why a person may not revoke nor suspend a delegation; null: they may. Whoever gave it may, of themselves; so may an
 * administrator of its structure who is not the one that signs under it.
 */
export function stoppingFault(
  actor: Actor,
  delegation: { readonly delegatorId: string; readonly delegateId: string; readonly structurePath: string },
  day: CivilDate,
): ErrorCode | null {
  if (actor.personId === delegation.delegatorId) return null;
  if (!canAdminister(actor, delegation.structurePath, day)) return 'not-found';
  return canChangeRightsOf(actor, [delegation.delegateId]) ? null : 'own-right';
}

/** Takes a proposal back: its author. */
export const canWithdrawProposal = (actor: Actor, proposerId: string): boolean => actor.personId === proposerId;

/** Ends the right of an administrator: only where two others remain, so that nobody is left to act alone. */
export const canEndAdministrator = (others: number): boolean => others >= 2;

/**
 * Whether someone's absence, or the end of their right, gives this person more to decide: they are « supérieur » above a
 * structure where the other one is, and opinions go up.
 */
export function gainsOpinionsOf(actor: Actor, other: Actor, day: CivilDate): boolean {
  const superiorOf = ({ habilitations }: Actor) =>
    habilitations.filter(({ role, until }) => role === 'superieur' && (until === null || until >= day));
  return superiorOf(actor).some((mine) =>
    superiorOf(other).some(
      (theirs) => theirs.structurePath !== mine.structurePath && within(theirs.structurePath, mine.structurePath),
    ),
  );
}

/** Suspends what someone holds as « supérieur » during an absence: the administrator of every place where they do then. */
export function canSuspend(actor: Actor, other: Actor, absence: Period, day: CivilDate): boolean {
  return other.habilitations
    .filter((held) => held.role === 'superieur' && overlap(held, absence))
    .every(({ structurePath }) => canAdminister(actor, structurePath, day));
}

/** Reads the events of a request or of a file: the administrator of the structure it belongs to. What it says stays closed to them. */
export function canReadAudit(actor: Actor, structurePath: string | null, day: CivilDate): boolean {
  return structurePath !== null && holds(actor, 'administrateur', structurePath, day);
}

/** What a proposal became. */
export const PROPOSAL_OUTCOMES = ['confirmed', 'refused', 'withdrawn'] as const;
export type ProposalOutcome = (typeof PROPOSAL_OUTCOMES)[number];
