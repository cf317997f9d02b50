import { DomainError, type ErrorCode } from '#domain/errors.ts';
import type { OrRefused } from './answer-apart.ts';
import { TooMuch } from './apart.ts';

/** How long who filled the queue is asked to wait. */
const RETRY_SECONDS = 10;

/** Says to whoever asked for a job that went too far, in the words of `code`, and to wait when too many stand in line. */
export const refusedAs =
  (code: ErrorCode) =>
  (error: unknown): never => {
    if (!(error instanceof TooMuch)) throw error;
    if (error.excess === 'queue') throw new DomainError('too-many-requests', { seconds: RETRY_SECONDS });
    throw new DomainError(code);
  };

/** What a job found. @throws {DomainError} what it refused */
export function unlessRefused<Found extends object>(made: OrRefused<Found>): Found {
  if ('refused' in made) throw new DomainError(made.refused.code, made.refused.params);
  return made;
}
