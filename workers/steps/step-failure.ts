import { encodeFailure, type Failure } from '#domain/incident/incident.ts';
import { JobFailure } from '#zeebe/client.ts';

/** How a step that failed is tried again. */
export interface Again {
  /** How many tries are left; one less than before by default. */
  readonly retries?: number;
  readonly afterMs?: number;
}

/**
 * Thrown by a step that cannot be done, with the cause that administrators read. It is final, and an incident at once,
 * unless `again` says how it is tried again.
 */
export class StepFailure extends JobFailure {
  readonly failure: Failure;

  constructor(failure: Failure, { again = { retries: 0 }, cause }: { again?: Again; cause?: unknown } = {}) {
    const { retries, afterMs } = again;
    super(encodeFailure(failure), {
      ...(retries !== undefined && { retries }),
      ...(afterMs !== undefined && { retryAfterMs: afterMs }),
      cause,
    });
    this.failure = failure;
  }
}
