import { DomainError } from '#domain/errors.ts';
import type { FactorDeps } from './factor-change.ts';
import type { AccountOwner } from './prove-session.ts';

/** Time to read a QR code, install an application and type what it shows. */
const ENROLMENT_MS = 20 * 60_000;

const ticketOwner = (userId: string): string => `enrolment:${userId}`;

/** What an enrolment began with, in the hands of who enrols: nothing is kept until it ends. */
export const sealTicket = (
  { factors }: Pick<FactorDeps, 'factors'>,
  { userId, at }: AccountOwner,
  secret: string,
): string => factors.seal(JSON.stringify({ secret, until: at.getTime() + ENROLMENT_MS }), ticketOwner(userId));

/** @throws {DomainError} enrolment-late for a ticket that is old, another's or made up */
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
    // Said below.
  }
  throw new DomainError('enrolment-late');
}
