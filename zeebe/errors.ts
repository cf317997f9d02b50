/** The engine cannot be reached, or asks to be left alone for now: try the same call again later. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
}

/** The engine understood the call and refuses it; `code` is its rejection code, such as NOT_FOUND or INVALID_STATE. */
export class EngineRejection extends Error {
  override readonly name = 'EngineRejection';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Thrown by a job handler: a refusal by a rule, which the circuit catches by its code. */
export class BpmnError extends Error {
  override readonly name = 'BpmnError';
  readonly code: string;
  readonly variables: Record<string, unknown>;

  constructor(code: string, message: string, variables: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.variables = variables;
  }
}

/** Thrown by a job handler: a technical fault. The job comes back after a while, or becomes an incident without retries. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
  readonly retryAfterMs: number | undefined;
  readonly retries: number | undefined;

  /** `retries` replaces the number left; without it the job loses one. */
  constructor(message: string, options: { retryAfterMs?: number; retries?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
    this.retries = options.retries;
  }
}

/** What was asked of a key, or null where the engine knows nothing of it: that is an answer then, not an error. */
export async function orNull<R>(asked: Promise<R>): Promise<R | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof EngineRejection && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

const CODES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'INVALID_STATE',
  413: 'INVALID_ARGUMENT',
  501: 'UNIMPLEMENTED',
  504: 'DEADLINE_EXCEEDED',
};

/** Whatever the REST client throws → one of the two errors above. A status without a code of ours is a fault: try later. */
export function translateRestError(error: unknown): EngineUnavailable | EngineRejection {
  const { status, detail, title, message } = (error ?? {}) as Record<string, unknown>;
  const text = typeof detail === 'string' && detail !== '' ? detail : String(message ?? error);
  const code = typeof status === 'number' ? CODES[status] : undefined;
  if (code === undefined) return new EngineUnavailable(`The engine does not answer: ${text}`, { cause: error });
  const named = typeof title === 'string' && /^[A-Z_]+$/.test(title) ? title : code;
  return new EngineRejection(named, text);
}
