import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { load, readLoaded } from './portal/load/load.ts';
import { onCopy } from './portal/measure.ts';
import { timed } from './portal/progress.ts';
import { deskFigures } from './sign/desk.ts';
import { actsInProcess } from './sign/in-process.ts';

const OPTIONS = {
  data: { type: 'string', default: path.join(tmpdir(), 'harmonie-bench-sign') },
  acts: { type: 'string', default: '1000' },
  keep: { type: 'boolean', default: false },
} as const;
const IN_PROCESS = 300;
/** What is loaded where nothing is: enough that there are a thousand agents who sign and check nothing themselves. */
const SCALE = 0.03;

/**
 * Measures what an act costs, drawn and sealed in this process (so many: 300), then a signing desk on which a thousand acts
 * wait, on a portal of a loaded ministry: without `--data`, a small one, which is loaded the first time.
 *   npm run bench -- sign [300] [--acts 1000] [--data DIR]
 */
export async function benchSign(args: string[]): Promise<Record<string, unknown>> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const drawn = await actsInProcess(Math.max(1, Number(positionals[0] ?? IN_PROCESS) || IN_PROCESS));
  const acts = Math.min(1_000, Math.max(1, Number(values.acts) || 1_000));
  const dataDir = path.resolve(values.data);
  if ((await readLoaded(dataDir)) === undefined) {
    if (existsSync(dataDir) && values.data !== OPTIONS.data.default)
      throw new Error(`${dataDir} holds no loaded ministry: npm run bench -- portal --load --data ${dataDir}`);
    await timed('a ministry is loaded', () => load(dataDir, { scale: SCALE, doubled: false }));
  }
  const desk = await onCopy(dataDir, { statements: false, keep: values.keep }, (portal, db) =>
    deskFigures(portal, db, acts),
  );
  return { bench: 'sign', ...drawn, ...desk };
}
