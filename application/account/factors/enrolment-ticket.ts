import { DomainError } from '#domain/errors.ts';
import type { FactorDeps } from './factor-change.ts';
import type { AccountOwner } from './prove-session.ts';

/** Enough time to read a QR code, install an application and type the code that it shows. */
const ENROLMENT_MS = 20 * 60_000;

const ticketOwner = (userId: string): string => `enrolment:${userId}`;

/**
 * Seals the secret of an enrolment into a ticket that its owner sends back: the server stores
 * nothing until the enrolment ends.
 */
export const sealTicket = (
  { factors }: Pick<FactorDeps, 'factors'>,
  { userId, at }: AccountOwner,
  secret: string,
): string => factors.seal(JSON.stringify({ secret, until: at.getTime() + ENROLMENT_MS }), ticketOwner(userId));

/**
 * Opens a ticket and returns its secret.
 * @throws {DomainError} enrolment-late for a ticket that is too old, somebody else's or forged
 */
export function openTicket(
  { factors }: Pick<FactorDeps, 'factors'>,
  { userId, at }: AccountOwner,
  ticket: string,
): string {
  try {
    const { secret, until } = JSON.parse(factors.open(ticket, ticketOwner(userId))) as {
      secret: string;
      until: number;
    };
    if (until > at.getTime()) return secret;
  } catch {
    // Thrown below.
  }
  throw new DomainError('enrolment-late');
}
