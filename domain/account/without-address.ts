import type { CivilDate } from '../calendar/civil-date.ts';
import type { ErrorCode } from '../errors.ts';
import { type Actor, holds } from '../permissions/actor.ts';
import type { Administered } from '../permissions/people.ts';

/** What somebody may have shown in person. Its number and its picture are kept nowhere. */
export const DOCUMENT_KINDS = [
  'identity-card',
  'passport',
  'residence-permit',
  'driving-licence',
  'professional-card',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** How many different people see the document. */
export const CHECKS_NEEDED = 2;

/** How long a check holds, in milliseconds. */
export const CHECK_LIVES_MS = 7 * 24 * 3_600_000;

/** No mail can be sent there, nor can anybody have an address there (RFC 2606). */
const NOWHERE = '@no-address.invalid';

/**
 * The address that an account is kept under: the professional one, else the personal one that two people confirmed, else, null,
 * one that is never shown and that nobody reads.
 */
export const accountAddress = (personId: string, address: string | null): string =>
  address === null ? `${personId}${NOWHERE}` : address.toLowerCase();

/** Whether the account is of somebody without any address, who signs in with their employee number alone. */
export const isWithoutAddress = (email: string): boolean => email.trim().toLowerCase().endsWith(NOWHERE);

/** What they sign in with. */
export const signInName = (email: string, employeeNumber: string): string =>
  isWithoutAddress(email) ? employeeNumber : email;

/**
 * Why an address is not noted as somebody's personal one; null: it may be. What is in the domain of whoever checks (« justice.fr »,
 * or all of « gouv.fr ») is the ministry's, and is given as a work address.
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
 * Why somebody may not say that a person showed them a document; null: they may. The gestionnaires and administrators of
 * where the person is do; nobody does of themselves.
 */
export function checkFault(actor: Actor, { personId, placePath }: Administered, day: CivilDate): ErrorCode | null {
  if (placePath === null) return 'not-found';
  if (!holds(actor, 'gestionnaire', placePath, day) && !holds(actor, 'administrateur', placePath, day))
    return 'not-found';
  return actor.personId === personId ? 'own-account' : null;
}
