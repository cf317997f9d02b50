import type { Response } from 'express';

/** Aborts when the client closes its connection before it has the answer. */
export function departure(response: Response): AbortSignal {
  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
