import { Worker } from 'node:worker_threads';
import type { Verdict } from './verdict.ts';

export interface PieceInspector {
  /** The verdict on a file. One that takes too long or too much memory is no honest document. */
  inspect(bytes: Buffer): Promise<Verdict>;
  close(): Promise<void>;
}

/** The maximum time of an inspection; a 10 MB file of scans takes well under a second. */
const TIMEOUT_MS = 20_000;

/**
 * Inspects files one at a time in a thread of its own, so that a hostile one costs neither the server's loop nor its
 * memory. A thread that fails is replaced.
 */
export function createPieceInspector(): PieceInspector {
  let thread: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const start = (): Worker => {
    const started = new Worker(new URL('./inspector.thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stderr: true,
      stdout: true,
    });
    started.unref();
    // Between two files a fault has nobody to answer to; the next file starts another thread.
    started.on('error', () => {});
    started.once('exit', () => {
      if (thread === started) thread = undefined;
    });
    return started;
  };

  const one = (bytes: Buffer): Promise<Verdict> =>
    new Promise((resolve) => {
      thread ??= start();
      const worker = thread;
      const settle = (verdict: Verdict): void => {
        clearTimeout(timer);
        worker.removeAllListeners('message');
        worker.off('exit', failed);
        resolve(verdict);
      };
      const failed = (): void => settle('piece-not-pdf');
      const timer = setTimeout(() => {
        thread = undefined;
        void worker.terminate();
        failed();
      }, TIMEOUT_MS);
      worker.once('message', settle);
      worker.once('exit', failed);
      worker.postMessage(new Uint8Array(bytes));
    });

  return {
    inspect(bytes) {
      if (bytes.length === 0) return Promise.resolve('piece-empty');
      const result = turn.then(() => one(bytes));
      turn = result;
      return result;
    },
    async close() {
      await turn;
      await thread?.terminate();
      thread = undefined;
    },
  };
}
