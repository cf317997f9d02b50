import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/** Beyond this part of what the process may hold, only work that ends work is taken. */
const SHORT = 0.75;
/** The space of young objects that the process was told of, in megabytes, or V8's own. */
const youngMb = Number(process.execArgv.join(' ').match(/--max-semi-space-size=(\d+)/)?.[1] ?? 64);
/** What the process counts in its limit for young objects, which are not what fills it. */
const YOUNG_BYTES = 3 * youngMb * 2 ** 20;
/** How old an answer may be: asking costs more than a command does. */
const FRESH_MS = 20;

let askedAt = Number.NEGATIVE_INFINITY;
let short = false;

/**
 * Whether memory runs out. Everything that lives is held in memory, so that what clients send could fill it; dying of
 * that would not help either, as the next start reads it all again, and needs more to do so.
 */
export function isMemoryShort(): boolean {
  const now = performance.now();
  if (now - askedAt < FRESH_MS) return short;
  askedAt = now;
  const { used_heap_size, heap_size_limit } = getHeapStatistics();
  short = used_heap_size > SHORT * Math.max(heap_size_limit - YOUNG_BYTES, YOUNG_BYTES);
  return short;
}
