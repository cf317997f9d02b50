import { type CivilDate, covers, type Period } from '../calendar/civil-date.ts';
import { type Actor, type HeldRole, holds, type PowerText, within } from '../permissions/actor.ts';
import { goingOn, heldOn, isSameOffice, isSamePower, lastDayOf, officeSince, type Post } from './office.ts';

/** The holder of an office: in post that day, and with these rights. */
export interface Officer extends Actor {
  readonly postings: readonly Post[];
}

/** A délégation de signature as recorded, with the person who gave it. */
export interface DelegationFacts extends Period {
  readonly id: string;
  readonly reference: string;
  readonly delegatorQuality: string;
  readonly delegateId: string;
  /** Kinds it covers, « * » for all. */
  readonly matters: readonly string[];
  readonly structureId: string;
  readonly structurePath: string;
  readonly publishedOn: CivilDate | null;
  readonly revokedOn: CivilDate | null;
  /** On which days it gives no power, of its last suspension; null: it was never suspended. */
  readonly suspended: Period | null;
  readonly delegator: Officer;
}

/** A délégation de signature, as it was when the act was signed. */
export type EvidenceDelegation = {
  id: string;
  reference: string;
  delegatorId: string;
  delegatorQuality: string;
  delegateId: string;
  /** Kinds it covers, « * » for all. */
  matters: string[];
  structureId: string;
  from: string;
  until: string | null;
  publishedOn: string | null;
};

/**
 * The power under which an act is signed, frozen with it: whose it is, and the text it rests on.
 */
export type SigningCapacity = PowerText &
  ({ readonly by: 'right' } | { readonly by: 'delegation'; readonly delegation: EvidenceDelegation });

export const SIGNING_REFUSALS = [
  'own-request',
  'no-posting',
  'not-signatory',
  'no-delegation',
  'delegation-other-matter',
  'delegation-other-structure',
  'delegation-revoked',
  'delegation-outside-dates',
  'delegation-not-published',
  'delegation-suspended',
  'delegator-left',
  'delegator-changed-office',
  'delegate-changed-office',
] as const;
export type SigningRefusal = (typeof SIGNING_REFUSALS)[number];

export interface SigningQuestion {
  readonly signer: Officer;
  /** Whom the act is about. */
  readonly agentId: string;
  /** Who started it for them, if somebody did. */
  readonly filedById?: string | null;
  /** The kind of request. */
  readonly matter: string;
  /** The agent's structure. */
  readonly structurePath: string;
  /** Delegations given to the signer, whatever their state. */
  readonly delegations: readonly DelegationFacts[];
  readonly day: CivilDate;
}

/**
 * Returns by what power the person may sign this act that day, or why they may not.
 * A delegation of signature is given by name, defines its matter, and must be published: as an act
 * of general scope it takes effect the day after (CRPA L221-2). It is tied to both persons and
 * lapses when either leaves office, for good, even if they are given another office the next day; a
 * delegate cannot delegate, so the delegator must sign in their own right. Standing in for someone
 * absent gives no power to sign. Nobody signs an act about themselves, nor one that they started.
 */
export function signingCapacity(
  question: SigningQuestion,
): { readonly capacity: SigningCapacity } | { readonly refused: SigningRefusal } {
  const { signer, agentId, filedById, structurePath, delegations, day } = question;
  if (signer.personId === agentId || signer.personId === filedById) return { refused: 'own-request' };
  if (!inPost(signer, day)) return { refused: 'no-posting' };
  const own = ownRight(signer, structurePath, day);
  if (own !== undefined) return { capacity: { by: 'right', ...textOf(own) } };
  if (!holds(signer, 'signataire', structurePath, day)) return { refused: 'not-signatory' };
  // Of several, the one that came closest says why: the person can have that one put right.
  let reason: SigningRefusal = 'no-delegation';
  for (const delegation of delegations) {
    const refused = delegationFault(delegation, question);
    if (refused === null) {
      const held = powerPassedOn(delegation, day);
      return { capacity: { by: 'delegation', delegation: frozen(delegation), ...(held && textOf(held)) } };
    }
    if (SIGNING_REFUSALS.indexOf(refused) > SIGNING_REFUSALS.indexOf(reason)) reason = refused;
  }
  return { refused: reason };
}

const inPost = (officer: Officer, day: CivilDate) => officer.postings.some((posting) => covers(posting, day));

/** The right that makes somebody sign there in their own right: of several, the one given closest to the structure. */
const ownRight = (officer: Officer, structurePath: string, day: CivilDate): HeldRole | undefined =>
  officer.habilitations
    .filter(
      (held) =>
        held.byRight && held.role === 'signataire' && covers(held, day) && within(structurePath, held.structurePath),
    )
    .toSorted((one, other) => other.structurePath.length - one.structurePath.length)
    .at(0);

const textOf = ({ powerReference = null, inNameOf = null, appointment }: HeldRole): PowerText => ({
  powerReference,
  inNameOf,
  ...(appointment && { appointment }),
});

function delegationFault(delegation: DelegationFacts, question: SigningQuestion): SigningRefusal | null {
  const { signer, matter, structurePath, day } = question;
  const { delegator } = delegation;
  if (delegation.delegateId !== signer.personId || delegator.personId === signer.personId) return 'no-delegation';
  if (!delegation.matters.some((covered) => covered === '*' || covered === matter)) return 'delegation-other-matter';
  if (!within(structurePath, delegation.structurePath)) return 'delegation-other-structure';
  if (delegation.revokedOn !== null && delegation.revokedOn <= day) return 'delegation-revoked';
  if (!covers(delegation, day)) return 'delegation-outside-dates';
  if (delegation.publishedOn === null || delegation.publishedOn >= day) return 'delegation-not-published';
  if (delegation.suspended !== null && covers(delegation.suspended, day)) return 'delegation-suspended';
  if (!inPost(delegator, day) || !ownRight(delegator, delegation.structurePath, day)) return 'delegator-left';
  if (powerPassedOn(delegation, day) === undefined) return 'delegator-changed-office';
  return inPost(signer, day) && !heldOn(receivedIn(delegation, signer), day) ? 'delegate-changed-office' : null;
}

/** The office in which a delegation was given, and the power that it passes on, on its first day; as long as both go on. */
function givenIn({ delegator, structurePath, from }: DelegationFacts): { office: Post[]; power: HeldRole[] } | null {
  const post = delegator.postings.findLast((posting) => covers(posting, from));
  const right = ownRight(delegator, structurePath, from);
  if (post === undefined || right === undefined) return null;
  return {
    office: goingOn(delegator.postings, post, isSameOffice),
    power: goingOn(delegator.habilitations, right, isSamePower),
  };
}

/** The office in which a delegation was received. */
const receivedIn = ({ from }: DelegationFacts, { postings }: Officer): Post[] => officeSince(postings, from);

/** The right that a delegation passes on that day; nothing once the office in which it was given, or that right, is over. */
function powerPassedOn(delegation: DelegationFacts, day: CivilDate): HeldRole | undefined {
  const given = givenIn(delegation);
  return given !== null && heldOn(given.office, day) ? heldOn(given.power, day) : undefined;
}

/**
 * Returns the last day of the offices in which a delegation was given and received, if one of them
 * ends it before its own last day; null: none does.
 */
export function officeEndOf(delegation: DelegationFacts, delegate: Officer): CivilDate | null {
  const given = givenIn(delegation);
  if (given === null) return null;
  const held = [given.office, given.power, receivedIn(delegation, delegate)];
  const [last] = held
    .map(lastDayOf)
    .filter((day) => day !== null)
    .sort();
  return last !== undefined && (delegation.until === null || last < delegation.until) ? last : null;
}

/** Why a delegation gives no power today, whatever is signed; null: it does. */
export type DelegationLapse = SigningRefusal | 'delegate-left';

/**
 * Returns the state of a delegation for the people who manage it: the first reason it would refuse
 * on its own matters and structure.
 */
export function delegationLapse(
  delegation: DelegationFacts,
  delegate: Officer,
  day: CivilDate,
): DelegationLapse | null {
  const { structurePath, matters } = delegation;
  const question = { signer: delegate, agentId: '', delegations: [], matter: matters[0] ?? '', structurePath, day };
  const fault = delegationFault(delegation, question);
  if (fault !== null) return fault;
  if (!inPost(delegate, day)) return 'delegate-left';
  return holds(delegate, 'signataire', structurePath, day) ? null : 'not-signatory';
}

/**
 * True if the person could give such a delegation that day: in post, and signing there by right.
 */
export function mayDelegate(officer: Officer, structurePath: string, day: CivilDate): boolean {
  return inPost(officer, day) && ownRight(officer, structurePath, day) !== undefined;
}

function frozen(delegation: DelegationFacts): EvidenceDelegation {
  return {
    id: delegation.id,
    reference: delegation.reference,
    delegatorId: delegation.delegator.personId,
    delegatorQuality: delegation.delegatorQuality,
    delegateId: delegation.delegateId,
    matters: [...delegation.matters],
    structureId: delegation.structureId,
    from: delegation.from,
    until: delegation.until,
    publishedOn: delegation.publishedOn,
  };
}
