import { parentPort } from 'node:worker_threads';
import type { Said } from './apart.ts';

/** The whole of a thread: does each job that it is given, one at a time. */
export function answerApart<Input, Output>(work: (input: Input) => Output | Promise<Output>): void {
  const say = (said: Said<Output>): void => parentPort?.postMessage(said);
  parentPort?.on('message', async (input: Input) => {
    say({ begun: true });
    try {
      say({ output: await work(input) });
    } catch (error) {
      say({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}
