import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { surviveKills } from 'harmonie-engine/harness';

/** Kills a gateway under load so many times (300) and says what became of all it had acknowledged. */
export async function benchSurvival(args: string[]): Promise<Record<string, unknown>> {
  const kills = Math.max(1, Number(args[0] ?? 300) || 300);
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-survival-'));
  try {
    const found = await surviveKills(folder, kills);
    if (found.lost.length + found.repeated.length + found.completedTwice.length > 0) process.exitCode = 1;
    return { bench: 'survival', ...found };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
