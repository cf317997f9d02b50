import { type ChildProcess, fork } from 'node:child_process';
import type { ChildName } from '../../config/processes.ts';
import { StartFailure } from './failure.ts';
import { followOutput } from './output.ts';
import { end } from './processes.ts';

/** What the supervisor starts as a process of its own. */
export interface ChildDefinition {
  readonly name: ChildName;
  /** Module to run, from the project's root. */
  readonly module: string;
  readonly parameters?: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

const READY_TIMEOUT_MS = 60_000;
const MAX_PAUSE_MS = 10_000;

/** Starts a module as a process with a channel; the child sees it close when the supervisor is gone. */
function launch({ module, parameters = [], environment }: ChildDefinition): ChildProcess {
  return fork(module, [...parameters], {
    env: environment,
    // node:sqlite is young; and Prisma asks one connection two things at once, which its driver takes but warns of.
    execArgv: ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/**
 * Runs a module to its end.
 * @throws {StartFailure} when it fails, with what it printed last.
 */
export function runOnce(definition: ChildDefinition, log: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = launch(definition);
    const lastLines = followOutput(child, definition.name, log);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new StartFailure(`${definition.module} failed (exit ${code}):\n${lastLines()}`));
    });
  });
}

/**
 * A process kept running: started again, with growing pauses, whenever it ends by itself. It says `{ ready: true }`
 * over its channel when it serves.
 */
export class Child {
  readonly definition: ChildDefinition;
  readonly #log: (line: string) => void;
  readonly #changed: () => void;
  #process: ChildProcess | undefined;
  #lastLines = () => '';
  #stopping = false;
  #started = false;
  #failures = 0;
  #restart: NodeJS.Timeout | undefined;

  constructor(definition: ChildDefinition, log: (line: string) => void, changed: () => void) {
    this.definition = definition;
    this.#log = log;
    this.#changed = changed;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /**
   * Starts it and waits until it is ready.
   * @throws {StartFailure} when its first start fails, with what it printed last.
   */
  async start(): Promise<void> {
    const outcome = await this.#spawn();
    if (outcome !== 'ready') {
      await this.stop(1_000);
      throw new StartFailure(`The ${this.definition.name} could not start (${outcome}):\n${this.#lastLines()}`);
    }
    this.#started = true;
  }

  /** Ends it, cut short after `graceMs`, and starts it again at once: its program has changed. */
  async replace(graceMs: number): Promise<string> {
    this.letGo();
    await this.#end(graceMs);
    this.#stopping = false;
    return this.#spawn();
  }

  /** From now on its end is expected: it is not started again. */
  letGo(): void {
    this.#stopping = true;
    clearTimeout(this.#restart);
  }

  /** Stops it for good. */
  async stop(graceMs = 12_000): Promise<void> {
    this.letGo();
    await this.#end(graceMs);
  }

  async #end(graceMs: number): Promise<void> {
    const { pid, exitCode, signalCode } = this.#process ?? {};
    if (pid !== undefined && exitCode === null && signalCode === null) await end(pid, graceMs);
  }

  /** Resolves with « ready », or with why it is not. */
  #spawn(): Promise<string> {
    const child = launch(this.definition);
    this.#process = child;
    this.#lastLines = followOutput(child, this.definition.name, this.#log);
    this.#changed();
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(`no answer within ${READY_TIMEOUT_MS / 1000} s`), READY_TIMEOUT_MS);
      const settle = (outcome: string) => {
        clearTimeout(late);
        resolve(outcome);
      };
      child.on('message', (message) => {
        if (typeof message === 'object' && message !== null && 'ready' in message) {
          this.#failures = 0;
          settle('ready');
        }
      });
      child.on('error', (error) => settle(error.message));
      child.on('exit', (code, signal) => {
        if (this.#started && !this.#stopping && child === this.#process) this.#again(signal ?? `exit ${code}`);
      });
      // Once all that it printed was read.
      child.on('close', (code, signal) => settle(signal ?? `exit ${code}`));
    });
  }

  /** Starts it again after a pause that doubles with each failure in a row. */
  #again(reason: string): void {
    const pause = Math.min(MAX_PAUSE_MS, 250 * 2 ** this.#failures);
    this.#failures += 1;
    this.#log(`[supervisor] ${this.definition.name} ended (${reason}); starting it again in ${pause} ms`);
    this.#restart = setTimeout(() => void this.#spawn(), pause);
  }
}
