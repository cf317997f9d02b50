import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Less than this is not worth the pause. */
const WORTH_BYTES = 16_000_000;

/**
 * Young objects of a thread of ours, in megabytes: what comes and goes with each message. Left to itself, a thread that
 * was busy once keeps ten times that.
 */
export const YOUNG_MB = 16;

/**
 * What Node is told, as arguments, of a process that an engine is alone in. One helper thread for V8, which by itself takes
 * four on any machine: on two cores, for as long as they look through young objects, nobody is answered, here or in the
 * processes beside. And a bound to these objects, or a busy process keeps four times as many.
 */
export const NODE_FLAGS: readonly string[] = ['--max-semi-space-size=16', '--v8-pool-size=1'];

/**
 * Gives back to the system what a start needed and nothing uses any more: reading many rows grows the space of young
 * objects to more than the rows take, and it would stay so. Takes some tenths of a second when there is much.
 */
export function giveMemoryBack(): void {
  const { heapTotal, heapUsed } = process.memoryUsage();
  if (heapTotal - heapUsed < WORTH_BYTES) return;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: { type: string; flavor: string }) => void;
  collect({ type: 'major', flavor: 'last-resort' });
}
