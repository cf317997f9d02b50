import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Held as long as this process lives. */
let held: DatabaseSync | undefined;

/**
 * Takes the data folder for this supervisor alone; false when another has it. The lock is the system's own, held through
 * an open SQLite file: it is gone with the process however that ends, so no stale file ever has to be removed by hand.
 */
export function lockDataFolder(dataDir: string): boolean {
  const lock = new DatabaseSync(path.join(dataDir, 'start.lock'));
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    lock.close();
    if (/locked/i.test(String(error))) return false;
    throw error;
  }
  held = lock;
  return true;
}

/** Gives the folder back. The end of the process does it too. */
export function unlockDataFolder(): void {
  held?.close();
  held = undefined;
}
