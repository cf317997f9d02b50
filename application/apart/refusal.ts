import { DomainError, type ErrorCode } from '#domain/errors.ts';
import type { OrRefused } from './answer-apart.ts';
import { TooMuch } from './apart.ts';

/** How long people are asked to wait when the queue is full. */
const RETRY_SECONDS = 10;

/**
 * Turns a job that exceeded a limit into an error for its caller: `code`, or « too many requests »
 * when the queue is full.
 * @throws {DomainError}
 */
export const refusedAs =
  (code: ErrorCode) =>
  (error: unknown): never => {
    if (!(error instanceof TooMuch)) throw error;
    if (error.excess === 'queue') throw new DomainError('too-many-requests', { seconds: RETRY_SECONDS });
    throw new DomainError(code);
  };

/**
 * Returns the result of a job.
 * @throws {DomainError} its refusal
 */
export function unlessRefused<Found extends object>(made: OrRefused<Found>): Found {
  if ('refused' in made) throw new DomainError(made.refused.code, made.refused.params);
  return made;
}
