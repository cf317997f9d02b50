import { createContext, Script } from 'node:vm';
import { DomainError } from '../../domain/errors.ts';

/** Maximum time to judge one form: hundreds of times what an honest one takes. */
const LIMIT_MS = 1_000;

const sandbox = createContext({ run: undefined as (() => unknown) | undefined });
const script = new Script('run()');

/**
 * Runs what an analyst wrote (expressions, patterns) for a limited time: it is worked out in the thread that serves
 * everyone.
 * @throws {DomainError} form-endless
 */
export function withinTime<T>(run: () => T): T {
  sandbox.run = run;
  try {
    return script.runInContext(sandbox, { timeout: LIMIT_MS });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new DomainError('form-endless');
  } finally {
    sandbox.run = undefined;
  }
}
