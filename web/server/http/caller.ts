import type { RequestHandler } from 'express';
import { Caller } from '#prisma/connection/caller-pool.ts';

/**
 * What is only read is read for as long as someone waits for it: a caller who leaves leaves nothing running. What was asked
 * to change is done to its end: whoever closes the page after a click means it.
 */
export const readForCaller: RequestHandler = (request, response, next) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return void next();
  const caller = new Caller();
  response.once('close', () => {
    if (!response.writableFinished) caller.leave();
  });
  caller.run(next);
};
