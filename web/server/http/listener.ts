import { createServer, type RequestListener, type Server } from 'node:http';

/**
 * Longer than proxies keep an idle connection to us (nginx: 60 s): a connection that we closed first, at the very moment a
 * proxy sends a decision on it, would lose the decision and show a fault.
 */
const KEPT_OPEN_MS = 75_000;

/** What people's requests come in by: slow senders are not waited for, and an idle connection is ours to close last. */
export function portalListener(app: RequestListener): Server {
  return createServer({ requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: KEPT_OPEN_MS }, app);
}
