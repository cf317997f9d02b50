import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another engine runs on the folder, or the folder cannot be used: one line for the operator. */
export class FolderUnavailable extends Error {
  override readonly name = 'FolderUnavailable';
}

/**
 * Takes the folder for this process alone, creating it if missing. The lock is the system's own, held through an open
 * SQLite file: it is gone with the process however that ends, and no stale file has to be removed by hand.
 */
export function lockFolder(folder: string): { release(): void } {
  let lock: DatabaseSync;
  try {
    makeFolder(folder);
    lock = new DatabaseSync(path.join(folder, 'engine.lock'));
  } catch (error) {
    throw new FolderUnavailable(`the folder ${folder} cannot be written: ${reason(error)}`);
  }
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    lock.close();
    if (/locked/i.test(reason(error))) throw new FolderUnavailable(`another engine runs on the folder ${folder}`);
    throw new FolderUnavailable(`the folder ${folder} cannot be written: ${reason(error)}`);
  }
  return { release: () => lock.close() };
}

/** Step by step: where nothing can be made (/proc), Node's own recursion never ends. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // two that start at once make it at once
    if (!existsSync(folder)) throw error;
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
