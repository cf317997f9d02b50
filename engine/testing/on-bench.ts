import { afterEach, beforeEach } from '@jest/globals';
import type { EngineOptions } from '../processing/protocol.ts';
import { Bench } from './bench.ts';
import type { Coverage } from './coverage.ts';

/** The morning before a month that is shorter: where calendars go wrong. */
export const LAST_OF_JANUARY = '2026-01-31T08:00:00Z';

interface Setting extends EngineOptions {
  /** What its clock says; without it, it follows the machine's. */
  readonly at?: string;
  /** What is deployed first, by name. */
  readonly files?: Record<string, string>;
  readonly coverage?: Coverage;
}

/** Gives each test of the file, or of the group, a bench of its own, and closes it. */
export function onBench(hand: (bench: Bench) => void, { at, files, coverage, ...options }: Setting = {}): void {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.open(options);
    coverage?.follow(bench);
    hand(bench);
    if (files !== undefined) await bench.deploy(files);
    if (at !== undefined) await bench.setClock(at);
  });
  afterEach(async () => bench.close());
}
