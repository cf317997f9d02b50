import { mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from '../../bin/start/processes.ts';

/** A file system of Linux that is memory. */
const MEMORY = '/dev/shm';
/** What a run may write there, in bytes: four times what one was seen to hold at once. */
const ROOM = 8 * 1024 ** 3;
const FOLDER = /^harmonie-run-(\d+)$/;

/**
 * Has the run keep its temporary files in memory where there is room for them: a database is a thousand files, of which a
 * copy costs a second of processor on a disk, and a twentieth of one there. They go with the process that calls it; what
 * one left that was killed goes with the next.
 */
export function keepFilesInMemory() {
  if (process.platform !== 'linux' || process.env.TMPDIR?.startsWith(MEMORY) || room() < ROOM) return;
  for (const name of readdirSync(MEMORY)) {
    const [, pid] = FOLDER.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) rmSync(path.join(MEMORY, name), { recursive: true, force: true });
  }
  const folder = path.join(MEMORY, `harmonie-run-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}

function room() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, process.availableMemory());
  } catch {
    return 0;
  }
}
