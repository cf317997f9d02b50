import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GatewayContext } from '../context.ts';
import { restApp } from './app.ts';

/** A listening HTTP server. */
export interface RestServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens for the REST API. Rejects when the port cannot be had. */
export async function startRest(context: GatewayContext, host: string, port: number): Promise<RestServer> {
  const server = createServer(restApp(context));
  // Clients keep connections between calls: closing an idle one just as a call leaves would look like an outage.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
