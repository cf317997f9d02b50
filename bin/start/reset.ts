import { rmSync } from 'node:fs';
import path from 'node:path';

/** Everything the portal keeps in its data folder; nothing else there is touched. */
const KEPT = ['postgres', 'engine', 'mail', 'documents', 'seal', 'secrets.json', 'demonstration.json', 'runtime.json'];

/** Forgets all that the embedded parts kept: the next start is a first start. */
export function reset(dataDir: string): void {
  for (const name of KEPT) rmSync(path.join(dataDir, name), { recursive: true, force: true });
}
