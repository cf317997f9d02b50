import { createContext, Script } from 'node:vm';
import { FaultyExpression } from './faulty-expression.ts';

/** Longest an expression may run. A thousand times what an honest one needs. */
const LIMIT_MS = 1_000;

const sandbox = createContext({ run: undefined as (() => unknown) | undefined });
const script = new Script('run()');

/** Whether the text can run for long: a loop, a range or a function of its own. */
export function mayRunLong(text: string): boolean {
  return /\b(for|some|every|function)\b|\.\./.test(text);
}

/** Runs something that may never end, for a limited time: the engine is one thread and must not be held. */
export function runLimited<T>(text: string, run: () => T): T {
  sandbox.run = run;
  try {
    return script.runInContext(sandbox, { timeout: LIMIT_MS });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new FaultyExpression(`The expression '${text.slice(0, 100)}' ran longer than ${LIMIT_MS} ms`);
  } finally {
    sandbox.run = undefined;
  }
}
