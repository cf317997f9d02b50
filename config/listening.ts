import type { Server } from 'node:net';

/** What people and browsers call this machine: a passkey is tied to a name, and an IP address can have none. */
const THIS_MACHINE = 'localhost';
const LOOPBACKS = ['127.0.0.1', '::1'] as const;
const EVERYWHERE = ['0.0.0.0', '::'];

/**
 * Addresses to listen on for a host as `HOST` names it. `localhost` is both loopback addresses: a browser that tries the
 * other one first would otherwise open another program's page.
 */
export const addressesOf = (host: string): readonly [string, ...string[]] =>
  host === THIS_MACHINE ? LOOPBACKS : [host];

/** How a browser on this machine names what listens on `host`: `localhost`, or the host itself, in brackets for IPv6. */
export function nameOf(host: string): string {
  if ([...LOOPBACKS, ...EVERYWHERE].includes(host)) return THIS_MACHINE;
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * Has a server of its own listen on each address of `host`. A machine without IPv6 has one loopback address: no fault.
 * @param port one that is known: 0 would be another one on each address.
 * @throws the system's error (EADDRINUSE, EACCES…); nothing listens then.
 */
export async function listenAt<S extends Server>(make: () => S, port: number, host: string): Promise<S[]> {
  const servers: S[] = [];
  for (const address of addressesOf(host)) {
    const server = make();
    try {
      await listen(server, port, address);
      servers.push(server);
    } catch (error) {
      if (servers.length > 0 && NO_SUCH_ADDRESS.has((error as NodeJS.ErrnoException).code ?? '')) continue;
      for (const other of servers) other.close();
      throw error;
    }
  }
  return servers;
}

const NO_SUCH_ADDRESS = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

function listen(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
