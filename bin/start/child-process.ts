import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { StartFailure } from './failure.ts';
import { end } from './processes.ts';

/** What the supervisor starts as a process of its own. */
export interface ChildDefinition {
  readonly name: string;
  /** Module to run, from the project's root. */
  readonly module: string;
  readonly parameters?: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

const READY_WITHIN_MS = 60_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * A process kept running: started again, with growing pauses, whenever it ends by itself. It says `{ ready: true }`
 * over its channel when it serves; the channel's closing is what tells it that the supervisor is gone.
 */
export class Child {
  readonly definition: ChildDefinition;
  readonly #log: (line: string) => void;
  readonly #changed: () => void;
  #process: ChildProcess | undefined;
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
   * @throws {StartFailure} when its first start fails: what it printed says why.
   */
  async start(): Promise<void> {
    const outcome = await this.#spawn();
    if (outcome !== 'ready') {
      await this.stop(1_000);
      throw new StartFailure(`The ${this.definition.name} could not start (${outcome}); the lines above say why.`);
    }
    this.#started = true;
  }

  /** From now on its end is expected: it is not started again. */
  letGo(): void {
    this.#stopping = true;
    clearTimeout(this.#restart);
  }

  /** Stops it for good. */
  async stop(graceMs = 12_000): Promise<void> {
    this.letGo();
    const { pid, exitCode, signalCode } = this.#process ?? {};
    if (pid !== undefined && exitCode === null && signalCode === null) await end(pid, graceMs);
  }

  #spawn(): Promise<string> {
    const { name, module, parameters = [], environment } = this.definition;
    const child = fork(module, [...parameters], {
      env: environment,
      // node:sqlite is young; and Prisma asks one connection two things at once, which its driver takes but warns of.
      execArgv: ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#process = child;
    this.#changed();
    for (const stream of [child.stdout, child.stderr]) {
      if (stream)
        createInterface({ input: stream }).on('line', (line) =>
          this.#log(line.startsWith('{') ? line : `[${name}] ${line}`),
        );
    }
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(`no answer within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
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
        settle(signal ?? `exit ${code}`);
        if (this.#started && !this.#stopping) this.#again(signal ?? `exit ${code}`);
      });
    });
  }

  /** Starts it again after a pause that doubles with each failure in a row. */
  #again(reason: string): void {
    const pause = Math.min(LONGEST_PAUSE_MS, 250 * 2 ** this.#failures);
    this.#failures += 1;
    this.#log(`[supervisor] ${this.definition.name} ended (${reason}); starting it again in ${pause} ms`);
    this.#restart = setTimeout(() => void this.#spawn(), pause);
  }
}
