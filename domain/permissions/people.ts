import type { CivilDate } from '../calendar/civil-date.ts';
import type { ErrorCode } from '../errors.ts';
import { type Actor, administersAll } from './actor.ts';
import { canAdminister } from './administration.ts';
import { isSensitiveRole, type Role } from './role.ts';

/** A person as who administers them sees them: `placePath`, where they are posted, were last, or will be; null: nowhere. */
export interface Administered {
  readonly personId: string;
  readonly placePath: string | null;
}

/** Sees a person's posts, rights, account and corrections: the administrator of where they are. */
export function canSeeAccount(actor: Actor, { placePath }: Administered, day: CivilDate): boolean {
  return placePath !== null && canAdminister(actor, placePath, day);
}

/** Makes a person, with their first post: the administrator of where that is. */
export const canCreatePerson = (actor: Actor, structurePath: string, day: CivilDate): boolean =>
  canAdminister(actor, structurePath, day);

/** Why somebody may not correct names, number or work address of a person; null: they may. Nobody corrects their own. */
export function correctingFault(actor: Actor, person: Administered, day: CivilDate): ErrorCode | null {
  if (!canSeeAccount(actor, person, day)) return 'not-found';
  return actor.personId === person.personId ? 'own-identity' : null;
}

/** Corrects who a person is. */
export const canCorrectPerson = (actor: Actor, person: Administered, day: CivilDate): boolean =>
  correctingFault(actor, person, day) === null;

/** Moves a person from their post to another: the administrator of both places, never of oneself. */
export function canMovePerson(actor: Actor, person: Administered, toPath: string, day: CivilDate): boolean {
  return actor.personId !== person.personId && canSeeAccount(actor, person, day) && canAdminister(actor, toPath, day);
}

/**
 * Whether two administrators confirm this person's work address, or whatever else would open their account to another: they
 * hold a sensitive right, today or later. Whoever reads their mail could sign, pay, publish or give rights in their place.
 */
export const isGuardedByTwo = (person: Actor, day: CivilDate): boolean => holdsOrWill(person, isSensitiveRole, day);

/** Whether somebody may sign, today or later: acts print the quality of their post. */
export const signsOrWill = (person: Actor, day: CivilDate): boolean =>
  holdsOrWill(person, (role) => role === 'signataire', day);

/** Whether somebody holds such a right, that day or later. */
const holdsOrWill = ({ habilitations }: Actor, isSuch: (role: Role) => boolean, day: CivilDate): boolean =>
  habilitations.some(({ role, until }) => isSuch(role) && (until === null || until >= day));

/**
 * Why no link opens the account of somebody, on paper nor by mail; null: one may. Whoever signs, pays, publishes or administers
 * has a work address, which two administrators answer for (G10).
 */
export const linkedAccountFault = (workEmail: string | null, person: Actor, day: CivilDate): ErrorCode | null =>
  workEmail === null && isGuardedByTwo(person, day) ? 'address-needed' : null;

/**
 * Why somebody may not invite a person, lock, close or recover their account, or end their sessions; null: they may. The
 * administrator of where they are does; nobody does of themselves.
 */
export function accountFault(actor: Actor, person: Administered, day: CivilDate): ErrorCode | null {
  if (!canSeeAccount(actor, person, day)) return 'not-found';
  return actor.personId === person.personId ? 'own-account' : null;
}

/**
 * Whether somebody administers every place where the other one does: whoever administers a branch does not lock, close or
 * recover the account of who administers the whole, because that one is posted there.
 */
export const isAboveAsAdministrator = (actor: Actor, other: Actor, day: CivilDate): boolean =>
  other.habilitations
    .filter(({ role, until }) => role === 'administrateur' && (until === null || until >= day))
    .every(({ structurePath }) => canAdminister(actor, structurePath, day));

/** Makes and ends what lets a directory speak for the ministry: who administers the whole. */
export const canManageTokens = (actor: Actor, day: CivilDate): boolean => administersAll(actor, day);

/** Reads what became of a file of people or rights: whoever sent it, and who administers the whole. */
export const canSeeImport = (actor: Actor, madeById: string | null, day: CivilDate): boolean =>
  actor.personId === madeById || administersAll(actor, day);

/** Sends a file of values of the situation, whose agents are the whole ministry's: who administers the whole. */
export const canSendValues = (actor: Actor, day: CivilDate): boolean => administersAll(actor, day);

/** Why somebody may not approve a file of values; null: they may. Another administrator of the whole does. */
export function approvingFault(actor: Actor, madeById: string | null, day: CivilDate): ErrorCode | null {
  if (!canSendValues(actor, day)) return 'not-found';
  return actor.personId === madeById ? 'own-proposal' : null;
}

/** Sets aside a file of values that waits to be approved: whoever sent it, or who could approve it. */
export const canRejectImport = (actor: Actor, madeById: string | null, day: CivilDate): boolean =>
  actor.personId === madeById || canSendValues(actor, day);

/**
 * The lowest place above where a person is and above everything that they sign, pay, publish or administer, today or later.
 * Whoever administers less does not have them recovered.
 */
export function guardedPath(placePath: string, person: Actor, day: CivilDate): string {
  const held = person.habilitations
    .filter(({ role, until }) => isSensitiveRole(role) && (until === null || until >= day))
    .map(({ structurePath }) => structurePath);
  return held.reduce(commonPath, placePath);
}

/** « /root/court/office/ », « /root/court/ » → « /root/court/ » */
function commonPath(one: string, other: string): string {
  const [mine, theirs] = [one.split('/').filter(Boolean), other.split('/').filter(Boolean)];
  const ends = mine.findIndex((id, index) => id !== theirs[index]);
  const shared = ends < 0 ? mine : mine.slice(0, ends);
  return `/${shared.map((id) => `${id}/`).join('')}`;
}
