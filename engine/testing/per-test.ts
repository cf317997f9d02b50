import type { EngineOptions } from '../processing/protocol.ts';
import { Bench } from './bench.ts';
import type { Coverage } from './coverage.ts';

/** What every test runner has: Jest, Vitest, Node's own. */
export interface Hooks {
  readonly beforeEach: (work: () => Promise<void>) => void;
  readonly afterEach: (work: () => Promise<void>) => void;
}

export interface Setting extends EngineOptions {
  /** What its clock says; without it, it follows the machine's. */
  readonly at?: string;
  /** What is deployed first, by name. */
  readonly files?: Record<string, string>;
  readonly coverage?: Coverage;
}

/** Gives each test of the file, or of the group, a bench of its own, and closes it. */
export type OnBench = (use: (bench: Bench) => void, setting?: Setting) => void;

/** `onBench` for a runner, by its hooks. */
export function perTest({ beforeEach, afterEach }: Hooks): OnBench {
  return (use, { at, files, coverage, ...options } = {}) => {
    let bench: Bench;
    beforeEach(async () => {
      bench = await Bench.open(options);
      coverage?.follow(bench);
      use(bench);
      if (files !== undefined) await bench.deploy(files);
      if (at !== undefined) await bench.setClock(at);
    });
    afterEach(async () => bench.close());
  };
}
