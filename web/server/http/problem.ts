import type { Response } from 'express';
import { ZodError } from 'zod';
import { DomainError, ERROR_CODES, type FieldFault } from '#domain/errors.ts';
import { isDatabaseAway, isDatabaseBusy, isStorageFull } from '#prisma/fault.ts';
import type { Problem } from '#web/contract/common.ts';
import type { ProblemExtras } from '#web/contract/problems.ts';
import { STATUS_OF } from '../errors.ts';

/** When whoever met too much work may try again. */
const BUSY_SECONDS = 5;

/** Whatever was thrown, as the refusal that the person reads. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof ZodError) return new DomainError('bad-request', {}, zodFaults(error));
  if (isDatabaseBusy(error)) return new DomainError('busy', { seconds: BUSY_SECONDS });
  if (isDatabaseAway(error)) return new DomainError('database-unavailable');
  if (isStorageFull(error)) return new DomainError('storage-full');
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large')
    return new DomainError('bad-request', {}, [{ field: '', code: 'too-long', params: {} }]);
  // body-parser and the router: malformed JSON, an address that cannot be decoded, an unknown charset.
  if (typeof status === 'number' && status >= 400 && status < 500) return new DomainError('bad-request');
  return new DomainError('unexpected');
}

/** Writes an RFC 9457 problem. Extra members (a kept draft…) go beside the standard ones. */
export function sendProblem(response: Response, error: DomainError, more: Record<string, unknown> = {}): void {
  const body: Problem & Record<string, unknown> = {
    type: `urn:harmonie:${error.code}`,
    title: ERROR_CODES[error.code],
    status: STATUS_OF[error.code],
    code: error.code,
    ...(Object.keys(error.params).length > 0 && { params: { ...error.params } }),
    ...(error.faults.length > 0 && {
      faults: error.faults.map((fault) => ({ ...fault, params: { ...fault.params } })),
    }),
    ...more,
  };
  if (typeof error.params.seconds === 'number') response.setHeader('Retry-After', error.params.seconds);
  response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
}

/** A no that carries something to go on from. */
export class ProblemWith<Code extends keyof ProblemExtras = keyof ProblemExtras> extends DomainError {
  readonly more: ProblemExtras[Code];

  constructor(code: Code, more: ProblemExtras[Code]) {
    super(code);
    this.more = more;
  }
}

const zodFaults = (error: ZodError): FieldFault[] =>
  error.issues
    .slice(0, 50)
    .map(({ path, code }) => ({ field: path.map(String).join('.'), code: code.replaceAll('_', '-'), params: {} }));
