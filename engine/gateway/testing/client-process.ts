import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const PROGRAM = new URL('./reading-client.ts', import.meta.url).pathname;

/** A client in a process of its own, which can be frozen. */
export class ClientProcess {
  /** Keys of the jobs that it has read, in order. */
  readonly read: string[] = [];
  readonly #process: ChildProcess;

  /** One that asks for jobs, by `ActivateJobs` or `StreamActivatedJobs`. */
  constructor(address: string, call: string, request: object) {
    this.#process = spawn(process.execPath, [PROGRAM, address, call, JSON.stringify(request)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
    });
    if (this.#process.stdout !== null)
      createInterface(this.#process.stdout).on('line', (key) => void this.read.push(key));
  }

  /** As a process that is stopped, or hangs: its machine still answers for it, it does not. */
  freeze(): void {
    this.#process.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }
}
