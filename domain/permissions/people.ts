import type { CivilDate } from '../calendar/civil-date.ts';
import type { ErrorCode } from '../errors.ts';
import { type Actor, administersAll } from './actor.ts';
import { canAdminister } from './administration.ts';
import { isSensitiveRole, type Role } from './role.ts';

/**
 * A person as their administrators see them: `placePath`, where they are posted, were last, or will
 * be; null: nowhere.
 */
export interface Administered {
  readonly personId: string;
  readonly placePath: string | null;
}

/**
 * True if the person may see another's posts, rights, account and corrections: an administrator of
 * their place.
 */
export function canSeeAccount(actor: Actor, { placePath }: Administered, day: CivilDate): boolean {
  return placePath !== null && canAdminister(actor, placePath, day);
}

/** True if the person may create a person, with a first post: an administrator of its place. */
export const canCreatePerson = (actor: Actor, structurePath: string, day: CivilDate): boolean =>
  canAdminister(actor, structurePath, day);

/**
 * Returns why a person may not correct another's names, number or work address; null: they may.
 * Nobody corrects their own.
 */
export function correctingFault(actor: Actor, person: Administered, day: CivilDate): ErrorCode | null {
  if (!canSeeAccount(actor, person, day)) return 'not-found';
  return actor.personId === person.personId ? 'own-identity' : null;
}

/** True if the person may correct another's identity. */
export const canCorrectPerson = (actor: Actor, person: Administered, day: CivilDate): boolean =>
  correctingFault(actor, person, day) === null;

/**
 * True if the person may move another from their post to a new one: an administrator of both
 * places, never of oneself.
 */
export function canMovePerson(actor: Actor, person: Administered, toPath: string, day: CivilDate): boolean {
  return actor.personId !== person.personId && canSeeAccount(actor, person, day) && canAdminister(actor, toPath, day);
}

/**
 * True if two administrators must confirm this person's work address, or any other change that
 * would open their account to someone else: they hold a sensitive right, today or later. Anyone who
 * reads their mail could sign, pay, publish or give rights in their place.
 */
export const isGuardedByTwo = (person: Actor, day: CivilDate): boolean => holdsOrWill(person, isSensitiveRole, day);

/** True if the person may sign, today or later: acts print the quality of their post. */
export const signsOrWill = (person: Actor, day: CivilDate): boolean =>
  holdsOrWill(person, (role) => role === 'signataire', day);

/** True if the person holds such a right, that day or later. */
const holdsOrWill = ({ habilitations }: Actor, isSuch: (role: Role) => boolean, day: CivilDate): boolean =>
  habilitations.some(({ role, until }) => isSuch(role) && (until === null || until >= day));

/**
 * Returns why no link, on paper or by mail, may open a person's account; null: one may. Those who
 * sign, pay, publish or administer need a work address, which two administrators answer for (G10).
 */
export const linkedAccountFault = (workEmail: string | null, person: Actor, day: CivilDate): ErrorCode | null =>
  workEmail === null && isGuardedByTwo(person, day) ? 'address-needed' : null;

/**
 * Returns why a person may not invite another, lock, close or recover their account, or end their
 * sessions; null: they may. An administrator of their place may, never on their own account.
 */
export function accountFault(actor: Actor, person: Administered, day: CivilDate): ErrorCode | null {
  if (!canSeeAccount(actor, person, day)) return 'not-found';
  return actor.personId === person.personId ? 'own-account' : null;
}

/**
 * True if the person administers every place where the other does: the administrator of a branch
 * may not lock, close or recover the account of one of the whole tree who is posted there.
 */
export const isAboveAsAdministrator = (actor: Actor, other: Actor, day: CivilDate): boolean =>
  other.habilitations
    .filter(({ role, until }) => role === 'administrateur' && (until === null || until >= day))
    .every(({ structurePath }) => canAdminister(actor, structurePath, day));

/**
 * True if the person may create and revoke the tokens by which a directory acts for the ministry:
 * an administrator of the whole tree.
 */
export const canManageTokens = (actor: Actor, day: CivilDate): boolean => administersAll(actor, day);

/**
 * True if the person may read the outcome of a file of people or rights: the one who sent it, or an
 * administrator of the whole tree.
 */
export const canSeeImport = (actor: Actor, madeById: string | null, day: CivilDate): boolean =>
  actor.personId === madeById || administersAll(actor, day);

/**
 * True if the person may send a file of values of the situation, which covers agents of the whole
 * ministry: an administrator of the whole tree.
 */
export const canSendValues = (actor: Actor, day: CivilDate): boolean => administersAll(actor, day);

/**
 * Returns why a person may not approve a file of values; null: they may. Approved by another
 * administrator of the whole tree.
 */
export function approvingFault(actor: Actor, madeById: string | null, day: CivilDate): ErrorCode | null {
  if (!canSendValues(actor, day)) return 'not-found';
  return actor.personId === madeById ? 'own-proposal' : null;
}

/**
 * True if the person may reject a file of values that awaits approval: the one who sent it, or one
 * who could approve it.
 */
export const canRejectImport = (actor: Actor, madeById: string | null, day: CivilDate): boolean =>
  actor.personId === madeById || canSendValues(actor, day);

/**
 * Returns the lowest structure above the person's place and everything that they sign, pay, publish
 * or administer, today or later. Only its administrators, or those above, have them recovered.
 */
export function guardedPath(placePath: string, person: Actor, day: CivilDate): string {
  const held = person.habilitations
    .filter(({ role, until }) => isSensitiveRole(role) && (until === null || until >= day))
    .map(({ structurePath }) => structurePath);
  return held.reduce(commonPath, placePath);
}

/** Returns the common ancestor: « /root/court/office/ », « /root/court/ » → « /root/court/ » */
function commonPath(one: string, other: string): string {
  const [mine, theirs] = [one.split('/').filter(Boolean), other.split('/').filter(Boolean)];
  const ends = mine.findIndex((id, index) => id !== theirs[index]);
  const shared = ends < 0 ? mine : mine.slice(0, ends);
  return `/${shared.map((id) => `${id}/`).join('')}`;
}
