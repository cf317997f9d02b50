/**
 * Space of young objects, in megabytes, from the start: twice as much is held, in each thread. V8 begins with one megabyte
 * and hardly makes it larger, so that what a step is still at work with is looked through again and again.
 */
const young = (megabytes: number): string[] => [
  `--min-semi-space-size=${megabytes}`,
  `--max-semi-space-size=${megabytes}`,
];

/** How much the heap may grow past what was alive at its last collection, in percent. */
const growth = (percent: number): string => `--heap-growing-percent=${percent}`;

/**
 * Prisma's query compiler is WebAssembly, asked once for each query: V8 need not compile it a second time, better. To do so
 * takes 45 MB, which the C library keeps, and half a second of processor in the first minute of a process.
 */
const WASM_ONCE = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/** V8 helps each process with four threads, on two cores too: for as long as they work, nobody is answered. */
const ONE_HELPER = '--v8-pool-size=1';

/**
 * What Node is told, as arguments, of how much of what is no longer used each process may hold. Left to itself V8 counts with
 * the whole machine, in each process: twice 64 MB of young objects, and a heap that grows to four times what is alive before
 * it is collected. Server and workers then hold some 550 MB each, of which 60 to 80 MB alive, and the process that draws acts
 * 270 MB; with these all of the portal's own processes hold 970 MB at the busiest of the bench (docs/performance.md). No limit:
 * a heap that needs more gets it, and what is run in threads keeps its own limits of the old space, which V8's flags for limits
 * would replace; their young objects have the space of their process.
 *
 * What Node keeps of compiled code (bin/compile-cache.mjs) is for the same flags, but for the space of young objects: the
 * engine's, which is made at installation, is told nothing else.
 */
export const V8_FLAGS = {
  server: [...young(8), growth(50), ...WASM_ONCE],
  workers: [...young(16), growth(50), ...WASM_ONCE],
  /** Draws acts and reads them back, one after the other. */
  compiler: [...young(16), growth(100)],
  engine: ['--max-semi-space-size=16', ONE_HELPER],
  'mail catcher': [...young(2)],
} as const satisfies Record<string, readonly string[]>;

/**
 * What the C library is told, by the environment. Two heaps for the ten threads of a process, where each may have its own
 * of what it freed; and what is large (128 kB, its own first measure, which it raises as it goes) stands apart and is given
 * back when it is freed: in a heap, what is small and stays would keep it.
 */
export const MALLOC = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
} as const;

/**
 * The process that draws acts takes and frees what is larger than that many times for each of them: to ask the system for it
 * anew costs it a sixth of its time.
 */
export const MALLOC_OF_COMPILER = {
  ...MALLOC,
  MALLOC_MMAP_THRESHOLD_: '4194304',
  MALLOC_TRIM_THRESHOLD_: '8388608',
} as const;
