import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { load, readLoaded } from './portal/load/load.ts';
import { say } from './portal/progress.ts';

/** Loads a ministry's size (`--load`), or measures a portal on it. */
export async function benchPortal(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      load: { type: 'boolean', default: false },
      data: { type: 'string', default: path.join(tmpdir(), 'harmonie-bench') },
      scale: { type: 'string', default: '1' },
    },
  });
  const dataDir = path.resolve(values.data);
  const kept = await readLoaded(dataDir);
  if (kept !== undefined) say(`${dataDir} was loaded on ${kept.day}: remove it to load again`);
  const loaded = kept ?? (await load(dataDir, Number(values.scale)));
  return { bench: 'portal', data: dataDir, ...loaded };
}
