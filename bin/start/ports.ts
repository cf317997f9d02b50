import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { listenAt } from '../../config/listening.ts';
import { StartFailure } from './failure.ts';

const LOOPBACK = '127.0.0.1';

/** Below what systems hand out to whoever connects: a port found free there is not taken by a call a second later. */
const [FIRST, LAST] = [20_000, 32_000];
const TRIES = 50;

/** `count` free ports of the loopback interface, all different: they are held together until all are known. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listenSomewhere));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * Makes sure that the portal's own port can be had before anything else is started.
 * @throws {StartFailure} when another program holds it, or this account may not open it.
 */
export async function claimable(port: number, host: string): Promise<void> {
  try {
    const servers = await listenAt(createServer, port, host);
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new StartFailure(
        `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
      );
    }
    if (code === 'EACCES')
      throw new StartFailure(`Port ${port} is reserved on this machine. Choose one above 1023: PORT=3000 npm start`);
    throw new StartFailure(`The portal cannot listen on ${host}:${port} (${code}). Check HOST and PORT.`);
  }
}

async function listenSomewhere() {
  for (let tries = 0; tries < TRIES; tries++) {
    const server = await listen(randomInt(FIRST, LAST), LOOPBACK).catch(() => null);
    if (server !== null) return server;
  }
  return listen(0, LOOPBACK);
}

function listen(port: number, host: string) {
  return new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
