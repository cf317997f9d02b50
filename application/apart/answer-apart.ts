import { parentPort } from 'node:worker_threads';
import { DomainError, type ErrorCode, type ErrorParams } from '#domain/errors.ts';
import type { Said } from './apart.ts';

/** Runs a thread: does each job that it is sent, one at a time. */
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

/** The result of a job, or why it refuses its input. */
export type OrRefused<Found> = Found | { readonly refused: { readonly code: ErrorCode; readonly params: ErrorParams } };

/**
 * Wraps work so that it returns its refusals: an error class does not survive the passage between
 * threads.
 */
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
