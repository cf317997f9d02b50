import type { CivilDate, Period } from '../calendar/civil-date.ts';
import { overlap } from '../calendar/period.ts';
import type { ErrorCode } from '../errors.ts';
import { type Actor, holds, isTop, within } from './actor.ts';
import type { Role } from './role.ts';

/**
 * True if the person may change a structure, and its posts, rights and delegations: its
 * administrator, or one above.
 */
export function canAdminister(actor: Actor, structurePath: string, day: CivilDate): boolean {
  return holds(actor, 'administrateur', structurePath, day);
}

/**
 * True if the person may give, change or end a right of these people: anyone but themselves, so
 * that managing rights never extends one's own.
 */
export function canChangeRightsOf(actor: Actor, personIds: readonly string[]): boolean {
  return !personIds.includes(actor.personId);
}

/**
 * The grounds of a sensitive right or a delegation: « installation », written by the person who
 * installs the portal, as the owner of its tables; « former », given before two people were
 * required; « proposal », confirmed by two administrators. The database enforces each
 * (`habilitation_has_ground`, `power_is_as_confirmed`); the application can only write the last.
 */
export const GROUNDS = ['installation', 'former', 'proposal'] as const;
/** A ground of a sensitive right or a delegation. */
export type Ground = (typeof GROUNDS)[number];

/**
 * The subject of a proposal: a right, a delegation of signature, a post of a person who may sign, a
 * move of a structure, the work address, account recovery or sign-in identity of a person who holds
 * a sensitive right, the words of a signatory's quality.
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
/** What a proposal is about. */
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** A power about to be given, by any route. Structures are paths. */
export interface PowerGiven {
  /**
   * The structure whose administrators give it: where the power would hold; for a move, the place
   * left.
   */
  readonly from: string;
  /** The same as `from`, except for a move: the place joined. */
  readonly to: string;
  /** The people who receive it, and those in whose name it is used. */
  readonly personIds: readonly string[];
  /** Other people whose power would grow by it. */
  readonly gainerIds: readonly string[];
  /** The role, if a right is given. */
  readonly role?: Role;
  /** It signs, pays, publishes or gives rights: one administrator cannot give it alone. */
  readonly sensitive: boolean;
}

/**
 * Returns why a person may not give this power, nor propose it; null: they may. Nobody extends
 * their own power.
 */
export function givingFault(actor: Actor, power: PowerGiven, day: CivilDate): ErrorCode | null {
  if (!canAdminister(actor, power.from, day)) return 'not-found';
  if (!canChangeRightsOf(actor, power.personIds)) return 'own-right';
  if (power.gainerIds.includes(actor.personId)) return 'own-gain';
  return power.role === 'analyste' && !isTop(power.to) ? 'top-only' : null;
}

/**
 * True if a second administrator must confirm: the power is sensitive, or holds where the first one
 * administers nothing.
 */
export function needsConfirmation(actor: Actor, power: PowerGiven, day: CivilDate): boolean {
  return power.sensitive || !canAdminister(actor, power.to, day);
}

/**
 * Returns why a person may not confirm a proposal; null: they may. Both administer that place; if a
 * move leads to structures that the proposer does not administer, the second one answers for those.
 * The proposer must still be entitled to give it.
 */
export function confirmingFault(actor: Actor, proposer: Actor, power: PowerGiven, day: CivilDate): ErrorCode | null {
  const sides = canAdminister(proposer, power.to, day) ? [power.from, power.to] : [power.to];
  if (!sides.every((side) => canAdminister(actor, side, day))) return 'not-found';
  if (actor.personId === proposer.personId) return 'own-proposal';
  if (!canChangeRightsOf(actor, power.personIds)) return 'own-right';
  if (power.gainerIds.includes(actor.personId)) return 'own-gain';
  return givingFault(proposer, power, day) === null ? null : 'proposer-not-entitled';
}

/**
 * Returns why a person may not refuse a proposal; null: they may. Its author withdraws it instead.
 */
export function refusingFault(actor: Actor, proposerId: string, power: PowerGiven, day: CivilDate): ErrorCode | null {
  if (![power.from, power.to].some((side) => canAdminister(actor, side, day))) return 'not-found';
  if (actor.personId === proposerId) return 'own-proposal';
  return canChangeRightsOf(actor, power.personIds) ? null : 'own-right';
}

/**
 * Returns why a person may not revoke or suspend a delegation; null: they may. The delegator may;
 * so may an administrator of its structure other than the delegate.
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

/** True if the person may withdraw a proposal: its author. */
export const canWithdrawProposal = (actor: Actor, proposerId: string): boolean => actor.personId === proposerId;

/**
 * True if the right of an administrator may end: two others must remain, so that nobody is left to
 * act alone.
 */
export const canEndAdministrator = (others: number): boolean => others >= 2;

/**
 * True if someone's absence, or the end of their right, gives this person more to decide: they are
 * « supérieur » above a structure where the other one is, and opinions go up.
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

/**
 * True if the person may suspend the « supérieur » rights of another during an absence: they
 * administer every place where the other holds one then.
 */
export function canSuspend(actor: Actor, other: Actor, absence: Period, day: CivilDate): boolean {
  return other.habilitations
    .filter((held) => held.role === 'superieur' && overlap(held, absence))
    .every(({ structurePath }) => canAdminister(actor, structurePath, day));
}

/**
 * True if the person may read the events of a request or of a file: the administrator of its
 * structure. Its content stays closed to them.
 */
export function canReadAudit(actor: Actor, structurePath: string | null, day: CivilDate): boolean {
  return structurePath !== null && holds(actor, 'administrateur', structurePath, day);
}

/** How a proposal ended. */
export const PROPOSAL_OUTCOMES = ['confirmed', 'refused', 'withdrawn'] as const;
/** An outcome of a proposal. */
export type ProposalOutcome = (typeof PROPOSAL_OUTCOMES)[number];
