import { type RunningEngine, startEngine } from './main.ts';
import { readOptions } from './options.ts';

export { type RunningEngine, startEngine } from './main.ts';
export { readOptions } from './options.ts';

/** An engine in this process, in memory and on free ports: for the tests of another project. */
export async function startInMemory(): Promise<RunningEngine> {
  const options = readOptions(['--in-memory', '--grpc-port', '0', '--rest-port', '0'], {});
  if (options === null) throw new Error('No help was asked for');
  return startEngine(options);
}
