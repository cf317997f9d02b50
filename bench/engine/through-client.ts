import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { NODE_FLAGS } from 'harmonie-engine/harness';
import type { ClientFigures } from './client-process.ts';

/**
 * Has a process of its own measure a gateway through the public client, as workers are one beside it. It is told what the
 * gateway's is: its own pauses, and what it takes of two cores during them, would otherwise be most of what is measured.
 */
export async function throughClient(grpcAddress: string, seconds: number): Promise<ClientFigures> {
  const child = fork(path.join(import.meta.dirname, 'client-process.ts'), [grpcAddress, String(seconds)], {
    execArgv: [...process.execArgv, ...NODE_FLAGS],
  });
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('The client ended before it had measured')));
  const [figures] = await Promise.race([once(child, 'message'), failed]);
  return figures as ClientFigures;
}
