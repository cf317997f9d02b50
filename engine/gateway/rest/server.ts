import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { GatewayContext } from '../context.ts';
import type { Tls } from '../gateway.ts';
import { restApp } from './app.ts';
import { answerNoRequest } from './not-http.ts';

/** A machine that is gone without a word still holds its long polls until the network is asked. */
const PROBES = { keepAlive: true, keepAliveInitialDelay: 30_000 };

const SWEEP_MS = 20;

/** A listening HTTP server. */
export interface RestServer {
  readonly port: number;
  /** Takes no more calls and answers those under way; whoever waits for longer than the grace is cut. */
  close(graceMs: number): Promise<void>;
}

/** Listens for the REST API. Rejects when the port cannot be had. */
export async function startRest(
  context: GatewayContext,
  host: string,
  port: number,
  tls: Tls | null,
): Promise<RestServer> {
  const app = restApp(context);
  const server =
    tls === null
      ? createServer(PROBES, app)
      : createSecureServer({ ...PROBES, cert: tls.certificate, key: tls.key }, app);
  // Clients keep connections between calls: closing an idle one just as a call leaves would look like an outage.
  server.keepAliveTimeout = 65_000;
  server.on('clientError', (error, socket) => answerNoRequest(error, socket, context.address.grpcPort));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: (graceMs) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        // a connection is idle once its call is answered, and would be kept for the next one
        const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
        server.close(() => {
          clearTimeout(cut);
          clearInterval(sweep);
          resolve();
        });
      }),
  };
}
