import { keepFigures, readFigures, writePage } from './record/page.ts';
import { busy, recorded } from './record/record.ts';

/** A measurement: takes the arguments after its name, gives what to print. */
export type Bench = (args: string[]) => Promise<Record<string, unknown>>;

/** Measurements by name, each loaded only when asked for. */
const BENCHES: Record<string, () => Promise<Bench>> = {
  engine: async () => (await import('./engine.ts')).benchEngine,
  history: async () => (await import('./history.ts')).benchHistory,
  survival: async () => (await import('./survival.ts')).benchSurvival,
  growth: async () => (await import('./growth.ts')).benchGrowth,
  portal: async () => (await import('./portal.ts')).benchPortal,
  drawing: async () => (await import('./drawing.ts')).benchDrawing,
  feel: async () => (await import('./feel.ts')).benchFeel,
  batch: async () => (await import('./batch.ts')).benchBatch,
  sign: async () => (await import('./sign.ts')).benchSign,
  suites: async () => (await import('./suites.ts')).benchSuites,
};

const USAGE = `usage: npm run bench -- NAME [--record], where NAME is one of: ${Object.keys(BENCHES).join(', ')}
  what each takes besides stands at the head of bench/NAME.ts
  --record  keeps the figures in bench/record/figures.json and writes the table of docs/performance.md; on a quiet machine only`;
const given = process.argv.slice(2);
const keeps = given.includes('--record');
const [name = '', ...args] = given.filter((word) => word !== '--record');
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
const noise = keeps ? busy() : undefined;
if (given.some((word) => word === '--help' || word === '-h')) {
  console.log(USAGE);
} else if (!load) {
  console.error(USAGE);
  process.exitCode = 1;
} else if (noise !== undefined) {
  console.error(`${noise}: its figures would not compare. Measure once it is quiet, or without --record.`);
  process.exitCode = 1;
} else {
  const bench = await load();
  const result = await bench(args).catch(refuseUnknownOption);
  if (result) {
    // One line: what reads it takes the last.
    console.log(JSON.stringify(result));
    if (keeps) await keep(result);
  }
}

/** An option that a bench does not know is a slip of the hand: said, without a stack. */
function refuseUnknownOption(error: unknown): void {
  if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) throw error;
  console.error(`${error.message}\n${USAGE}`);
  process.exitCode = 1;
}

async function keep(result: Record<string, unknown>): Promise<void> {
  if (process.exitCode) return console.error('not kept: the bench failed');
  try {
    const command = ['npm run bench --', name, ...args].join(' ');
    const date = new Date().toISOString().slice(0, 10);
    await keepFigures(recorded(await readFigures(), { bench: String(result.bench), result, date, command }));
    await writePage();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
