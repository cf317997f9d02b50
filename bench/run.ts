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
};

const USAGE = `usage: npm run bench -- NAME, where NAME is one of: ${Object.keys(BENCHES).join(', ')}`;
const [name = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (name === '--help' || name === '-h') {
  console.log(USAGE);
} else if (!load) {
  console.error(USAGE);
  process.exitCode = 1;
} else {
  const bench = await load();
  // One line: what reads it takes the last.
  console.log(JSON.stringify(await bench(args)));
}
