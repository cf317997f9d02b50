import path from 'node:path';

/**
 * Max bytes of a socket’s address on macOS, its end included, the smaller of both systems; Linux
 * takes four bytes more.
 */
const MAX_BYTES = 104;

/**
 * Returns the folder in which the embedded PostgreSQL of a data folder listens on a socket: a
 * statement sent there costs some tenth less than over TCP. Undefined if its path is too long for a
 * socket, or on Windows.
 */
export function socketFolder(dataDir: string): string | undefined {
  const folder = path.join(path.resolve(dataDir), 'socket');
  const fits = Buffer.byteLength(path.join(folder, '.s.PGSQL.65535')) < MAX_BYTES;
  return fits && process.platform !== 'win32' ? folder : undefined;
}
