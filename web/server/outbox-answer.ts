import { DomainError, ERROR_CODES, type ErrorCode, type ErrorParams } from '../../domain/errors.ts';
import type { OutboxResult } from '../../prisma/repositories/outbox.ts';

/** The no that a worker answered, in the person's terms; null when it was a yes. */
export function refusalOf(result: OutboxResult, otherwise: ErrorCode): DomainError | null {
  if (result.refused === undefined) return null;
  const code = typeof result.refused === 'string' && result.refused in ERROR_CODES ? result.refused : otherwise;
  return new DomainError(code as ErrorCode, (result.params ?? {}) as ErrorParams);
}
