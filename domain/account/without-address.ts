import type { CivilDate } from '../calendar/civil-date.ts';
import type { ErrorCode } from '../errors.ts';
import { type Actor, holds } from '../permissions/actor.ts';
import type { Administered } from '../permissions/people.ts';

/** Identity documents that may be shown in person. Their numbers and pictures are never kept. */
export const DOCUMENT_KINDS = [
  'identity-card',
  'passport',
  'residence-permit',
  'driving-licence',
  'professional-card',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** How many different people must see the document. */
export const CHECKS_NEEDED = 2;

/** How long a check holds, in milliseconds. */
export const CHECK_LIVES_MS = 7 * 24 * 3_600_000;

/** A domain that cannot receive mail and in which nobody can have an address (RFC 2606). */
const NOWHERE = '@no-address.invalid';

/**
 * Returns the address an account is stored under: the professional one, else the personal one that
 * two people confirmed, else a placeholder that is never shown or read.
 */
export const accountAddress = (personId: string, address: string | null): string =>
  address === null ? `${personId}${NOWHERE}` : address.toLowerCase();

/**
 * True if the account belongs to somebody without an address, who signs in with their employee
 * number.
 */
export const isWithoutAddress = (email: string): boolean => email.trim().toLowerCase().endsWith(NOWHERE);

/** Returns what the person signs in with: their address or their employee number. */
export const signInName = (email: string, employeeNumber: string): string =>
  isWithoutAddress(email) ? employeeNumber : email;

/**
 * Returns why an address cannot be noted as a personal one; null: it can. An address in the domain
 * of the person who checks (« justice.fr », or all of « gouv.fr ») is the ministry's, and is given
 * as a work address.
 */
export const personalAddressFault = (address: string, checkerWorkEmail: string | null): ErrorCode | null =>
  checkerWorkEmail !== null && domainOf(address) === domainOf(checkerWorkEmail) ? 'address-of-work' : null;

/** « Rose@tj.Justice.fr » → « justice.fr » */
const domainOf = (address: string): string =>
  address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.')
    .slice(-2)
    .join('.');

/**
 * Returns why somebody may not record that a person showed them a document; null: they may. The
 * gestionnaires and administrators of the person's structure may; nobody may for themselves.
 */
export function checkFault(actor: Actor, { personId, placePath }: Administered, day: CivilDate): ErrorCode | null {
  if (placePath === null) return 'not-found';
  if (!holds(actor, 'gestionnaire', placePath, day) && !holds(actor, 'administrateur', placePath, day))
    return 'not-found';
  return actor.personId === personId ? 'own-account' : null;
}
