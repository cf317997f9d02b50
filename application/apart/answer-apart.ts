import { parentPort } from 'node:worker_threads';
import { DomainError, type ErrorCode, type ErrorParams } from '#domain/errors.ts';
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

/** What a job found, or why it refuses what it was given. */
export type OrRefused<Found> = Found | { readonly refused: { readonly code: ErrorCode; readonly params: ErrorParams } };

/** The same work, that says its refusals: as an error, one does not pass from thread to thread. */
export const refusing =
  <Input, Found>(work: (input: Input) => Found | Promise<Found>) =>
  async (input: Input): Promise<OrRefused<Found>> => {
    try {
      return await work(input);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { refused: { code: error.code, params: error.params } };
    }
  };
