/** Why a command was refused. Each protocol maps these to its own status in one table. */
export type RejectionCode =
  | 'INVALID_ARGUMENT'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'INVALID_STATE'
  | 'RESOURCE_EXHAUSTED'
  | 'UNSUPPORTED'
  /** The store cannot take more work: disk full, corrupt file, engine closing. */
  | 'UNAVAILABLE'
  /** An impossible state: a fault of the engine itself; nothing of the command was kept. */
  | 'INTERNAL';

/**
 * A command that was refused: the caller's mistake or a state that does not allow it.
 * `message` is the text that clients read: `Command 'COMPLETE' rejected with code 'NOT_FOUND': …`.
 * A fault of a model or of a job is never a rejection: it is an incident.
 */
export class Rejection extends Error {
  readonly code: RejectionCode;
  readonly reason: string;
  readonly #intent: string | undefined;

  constructor(code: RejectionCode, reason: string, intent?: string) {
    super(intent === undefined ? reason : `Command '${intent}' rejected with code '${code}': ${reason}`);
    this.name = 'Rejection';
    this.code = code;
    this.reason = reason;
    this.#intent = intent;
  }

  /** The same refusal, worded for the intent of the command that met it, unless it has one of its own. */
  forIntent(intent: string): Rejection {
    if (this.#intent !== undefined) return this;
    return new Rejection(this.code, this.reason, intent);
  }
}

/** Refuses a command from anywhere below its handler; the command's events so far are undone. */
export function reject(code: RejectionCode, reason: string): never {
  throw new Rejection(code, reason);
}
