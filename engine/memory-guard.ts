import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/** Beyond this part of what the process may hold, only work that ends work is taken. */
const SHORT = 0.8;
/** How old an answer may be: asking costs more than a command does. */
const FRESH_MS = 20;

let askedAt = Number.NEGATIVE_INFINITY;
let short = false;

/**
 * Whether memory runs out. Everything that lives is held in memory, so that what clients send could fill it; dying of
 * that would not help either, as the next start reads it all again.
 */
export function isMemoryShort(): boolean {
  const now = performance.now();
  if (now - askedAt < FRESH_MS) return short;
  askedAt = now;
  const { used_heap_size, heap_size_limit } = getHeapStatistics();
  short = used_heap_size > SHORT * heap_size_limit;
  return short;
}
