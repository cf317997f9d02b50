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

/** How often connections that have nothing left to answer are closed. */
const SWEEP_MS = 50;

/** Takes no connection any more; what is being answered has so long to end, and its connection ends with it. */
export async function drain(server: Server, withinMs: number): Promise<void> {
  server.prependListener('request', (_request, response) => void response.setHeader('Connection', 'close'));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
