/** How much of what is no longer used a process of Node may hold before V8 looks for it. */
export interface Heap {
  /** Space of young objects, in megabytes: twice as much is held. */
  readonly youngMb: number;
  /** How much the heap may grow past what was alive at its last collection, in percent. */
  readonly growthPercent: number;
}

/**
 * Left to itself V8 counts with the whole machine, in each process: twice 64 MB of young objects, and a heap that grows to
 * four times what is alive before it is collected. Server and workers then hold some 550 MB each, of which 60 to 80 MB
 * alive, and the process that draws acts 270 MB; with these some 280, 230 and 130, for a processor time that hardly
 * differs. No limit: a heap that needs more gets it, and what is run in threads keeps its own limits of the old space, which
 * V8's flags for limits would replace; their young objects have the space of their process.
 */
export const HEAPS = {
  server: { youngMb: 8, growthPercent: 50 },
  workers: { youngMb: 8, growthPercent: 50 },
  /** Draws acts and reads them back, one after the other. */
  compiler: { youngMb: 8, growthPercent: 100 },
} as const satisfies Record<string, Heap>;

/** What Node is told of a process's heap, as arguments. */
export const heapFlags = ({ youngMb, growthPercent }: Heap): string[] => [
  `--max-semi-space-size=${youngMb}`,
  `--heap-growing-percent=${growthPercent}`,
];

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
