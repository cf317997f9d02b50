import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder that an operator named, and those above it, for this account alone by default; one that is there stays as
 * it is. Step by step, as the engine makes its own: where nothing can be made (/proc), Node's recursion never ends.
 * @throws the system's error.
 */
export function makeFolder(folder: string, mode = 0o700): void {
  if (isFolder(folder)) return;
  if (path.dirname(folder) !== folder) makeFolder(path.dirname(folder), mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Two that start at once make it at once.
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (name: string): boolean => statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
