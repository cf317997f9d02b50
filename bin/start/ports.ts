import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { listenAt } from '#config/listening.ts';
import { StartFailure } from './failure.ts';

const LOOPBACK = '127.0.0.1';

/** Below what systems hand out to whoever connects: a port found free there is not taken by a call a second later. */
const FIRST = 20_000;
/** Ports are had by blocks, whose first stays with whoever has the block: nobody else finds ports in it meanwhile. */
const BLOCK = 32;
const BLOCKS = 375;
const TRIES = 50;

/**
 * `count` free ports of the loopback interface, at most 31, all different. They are this process's until it ends: another
 * portal that starts beside it is given others, though nothing listens on these yet.
 * @param apartFrom a port that is somebody's though nobody listens on it
 * @throws {StartFailure} when no block of ports is free.
 */
export async function freePorts(count: number, apartFrom?: number): Promise<number[]> {
  for (let tries = 0; tries < TRIES; tries++) {
    const first = FIRST + BLOCK * randomInt(BLOCKS);
    const ports = Array.from({ length: count }, (_, place) => first + 1 + place);
    if (apartFrom !== undefined && apartFrom >= first && apartFrom < first + BLOCK) continue;
    const held = await listen(first).catch(() => null);
    if (held === null) continue;
    if (await allFree(ports)) {
      held.unref();
      return ports;
    }
    await closed(held);
  }
  throw new StartFailure(
    `No free ports were found from ${FIRST} to ${FIRST + BLOCK * BLOCKS}: stop what listens there.`,
  );
}

/**
 * Makes sure that the portal's own port can be had before anything else is started.
 * @throws {StartFailure} when another program holds it, or this account may not open it.
 */
export async function claimable(port: number, host: string): Promise<void> {
  try {
    const servers = await listenAt(createServer, port, host);
    await Promise.all(servers.map(closed));
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

async function allFree(ports: readonly number[]): Promise<boolean> {
  const found = await Promise.allSettled(ports.map(listen));
  await Promise.all(found.map((one) => one.status === 'fulfilled' && closed(one.value)));
  return found.every(({ status }) => status === 'fulfilled');
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve(server));
  });
}

const closed = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));
