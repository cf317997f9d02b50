import { rmSync } from 'node:fs';
import path from 'node:path';

/** Everything the portal keeps in its data folder; nothing else there is touched. */
export const KEPT = [
  ...['postgres', 'socket', 'engine', 'mail', 'documents', 'seal'],
  ...['secrets.json', 'engine-secret.json', 'demonstration.json', 'runtime.json'],
] as const;

/** Where they leave copies for others, unless the environment names a place: a restore does not take them away. */
const LEFT = ['roots', 'archives'] as const;

/** Forgets all that the embedded parts kept: the next start is a first start. */
export function reset(dataDir: string): void {
  for (const name of [...KEPT, ...LEFT]) rmSync(path.join(dataDir, name), { recursive: true, force: true });
}
