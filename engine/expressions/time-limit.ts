import { performance } from 'node:perf_hooks';
import { createContext, Script } from 'node:vm';
import { FaultyExpression } from './faulty-expression.ts';

/** Maximum time of one expression. A thousand times what an honest one needs. */
const LIMIT_MS = 1_000;
/** Maximum time of all the expressions of one command: a loop of slow ones must not hold the engine either. */
const COMMAND_LIMIT_MS = 3_000;
/** Below this no run is worth its beginning. */
const MIN_MS = 1;

const sandbox = createContext({ run: undefined as (() => unknown) | undefined });
const script = new Script('run()');
let leftMs = COMMAND_LIMIT_MS;

/** A new command begins, with all its time before it. Evaluation is synchronous, so one account is enough. */
export function refillEvaluationTime(): void {
  leftMs = COMMAND_LIMIT_MS;
}

/** Runs something that may never end, for a limited time: the engine is one thread and must not be held. */
export function runLimited<T>(text: string, run: () => T): T {
  const limit = Math.min(LIMIT_MS, Math.ceil(leftMs));
  if (limit < MIN_MS)
    throw new FaultyExpression(
      `The expressions of one command ran longer than ${COMMAND_LIMIT_MS} ms, before '${text.slice(0, 100)}'`,
    );
  const began = performance.now();
  sandbox.run = run;
  try {
    return script.runInContext(sandbox, { timeout: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new FaultyExpression(`The expression '${text.slice(0, 100)}' ran longer than ${limit} ms`);
  } finally {
    sandbox.run = undefined;
    leftMs -= performance.now() - began;
  }
}
