import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bench } from './bench.ts';

/** Plays the first part on an engine with a folder, closes it, and plays the second on what is on disk. */
export async function acrossRestart<T>(
  before: (bench: Bench) => Promise<T>,
  after: (bench: Bench, kept: T) => Promise<void>,
): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'engine-'));
  try {
    const first = await Bench.open({ dataFolder });
    const kept = await before(first);
    await first.close();
    const second = await Bench.open({ dataFolder });
    await after(second, kept);
    await second.close();
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
