import { DomainError } from '#domain/errors.ts';
import { EngineRejection, EngineUnavailable } from '#zeebe/client.ts';

/**
 * What an engine that does not answer means to whoever asked; another fault stays what it is.
 * @throws {DomainError} engine-unavailable; not-found, for what went while it was looked at
 */
export function engineAway(error: unknown): never {
  if (error instanceof EngineRejection && error.code === 'NOT_FOUND') throw new DomainError('not-found');
  if (error instanceof EngineRejection || error instanceof EngineUnavailable)
    throw new DomainError('engine-unavailable');
  throw error;
}
