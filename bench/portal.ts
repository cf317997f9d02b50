import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { load, readLoaded } from './portal/load/load.ts';
import { MEASURES, type Measure, measure } from './portal/measure.ts';
import { say } from './portal/progress.ts';

const OPTIONS = {
  load: { type: 'boolean', default: false },
  data: { type: 'string', default: path.join(tmpdir(), 'harmonie-bench') },
  doubled: { type: 'boolean', default: false },
  scale: { type: 'string', default: '1' },
  only: { type: 'string', default: MEASURES.join(',') },
  match: { type: 'string', default: '' },
  'alone-ms': { type: 'string', default: '1000' },
  'users-s': { type: 'string', default: '90' },
  'hostile-s': { type: 'string', default: '20' },
  'live-s': { type: 'string', default: '20' },
  'flow-s': { type: 'string', default: '20' },
  statements: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
} as const;

/**
 * Loads a ministry's size into a folder (`--load`), or measures a portal on a copy of it. What is said on the way goes to
 * standard error.
 *   npm run bench -- portal --load [--data DIR] [--scale 1] [--doubled]
 *   npm run bench -- portal [--data DIR] [--only pages,hostile,live,flow] [--match 'to do']
 *     [--alone-ms 1000] [--users-s 90] [--hostile-s 20] [--live-s 20] [--flow-s 20] [--statements]
 */
export async function benchPortal(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const dataDir = path.resolve(values.data);
  const kept = await readLoaded(dataDir);
  if (values.load) {
    if (kept !== undefined) say(`${dataDir} was loaded on ${kept.day}: remove it to load again`);
    return {
      bench: 'portal',
      data: dataDir,
      ...(kept ?? (await load(dataDir, { scale: Number(values.scale), doubled: values.doubled }))),
    };
  }
  if (kept === undefined)
    throw new Error(`${dataDir} holds no loaded ministry: npm run bench -- portal --load --data ${dataDir}`);
  const only = new Set(values.only.split(',') as Measure[]);
  const unknown = [...only].filter((name) => !MEASURES.includes(name));
  if (unknown.length > 0) throw new Error(`--only takes ${MEASURES.join(', ')}, not ${unknown.join(', ')}`);
  const figures = await measure(dataDir, kept, {
    only,
    match: new RegExp(values.match, 'i'),
    aloneMs: Number(values['alone-ms']),
    usersS: Number(values['users-s']),
    hostileS: Number(values['hostile-s']),
    liveS: Number(values['live-s']),
    flowS: Number(values['flow-s']),
    statements: values.statements,
    keep: values.keep,
  });
  return { bench: 'portal', ...figures };
}
