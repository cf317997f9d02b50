import { availableParallelism, totalmem } from 'node:os';

const MB = 1024 ** 2;

/** The resources that the database may use. */
export interface Machine {
  /** Bytes of memory. */
  readonly memory: number;
  readonly cores: number;
}

/** Measures this machine, or the part of it that a container was given. */
export function thisMachine(): Machine {
  const limit = process.constrainedMemory();
  return { memory: limit > 0 ? Math.min(limit, totalmem()) : totalmem(), cores: availableParallelism() };
}

/**
 * Chooses the settings of postgresql.conf for the portal's database on such a machine, instead of
 * defaults that suit a small one of twenty years ago. Bounded: the portal's own processes, the
 * engine and the cache of the system run there too. A commit is always on the disk before it is
 * confirmed (fsync, synchronous_commit). docs/operations.md explains each.
 */
export function machineSettings({ memory, cores }: Machine): Record<string, string> {
  const share = (part: number, { min, max }: { min: number; max: number }) =>
    `${Math.round(Math.min(max, Math.max(min, (memory * part) / MB)))}MB`;
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: share(1 / 32, { min: 128, max: 1_024 }),
    effective_cache_size: share(1 / 2, { min: 256, max: 32_768 }),
    work_mem: share(1 / 1_024, { min: 4, max: 32 }),
    maintenance_work_mem: share(1 / 64, { min: 64, max: 512 }),
    autovacuum_work_mem: share(1 / 128, { min: 32, max: 256 }),
    wal_compression: 'on',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    random_page_cost: '1.1',
    jit: 'off',
    max_parallel_workers_per_gather: cores > 4 ? '2' : '0',
    autovacuum_naptime: '20s',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_vacuum_insert_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.02',
    autovacuum_vacuum_cost_limit: '1000',
  };
}
