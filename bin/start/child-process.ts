import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { MALLOC, V8_FLAGS } from '#config/memory.ts';
import { TRY_AGAIN } from '#config/on-stop.ts';
import type { ChildName } from '#config/processes.ts';
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

/** How a child is watched. */
export interface Watch {
  /** How long it may say nothing before it says that it serves: a slow machine that gets on prints what it did. */
  readonly readyMs: number;
  /** How often it is asked whether it is alive, and how many questions it may leave unanswered before it is ended. */
  readonly probeEveryMs: number;
  readonly maxUnanswered: number;
}

/** Half a minute without a turn of its own: no work of ours takes a tenth of that. */
const WATCH: Watch = { readyMs: 60_000, probeEveryMs: 5_000, maxUnanswered: 6 };
/** Starts of one part until the first one that succeeds, some eight seconds in all. */
const MAX_STARTS = 6;
const MAX_PAUSE_MS = 10_000;
const pauseAfter = (failures: number): number => Math.min(MAX_PAUSE_MS, 250 * 2 ** failures);

/** Why a child does not serve; `passing`: killed or hung, or it found another part away: another start may well succeed. */
interface Failure {
  readonly reason: string;
  readonly passing: boolean;
}

const failureOf = (code: number | null, signal: NodeJS.Signals | null): Failure => ({
  reason: signal ?? `exit ${code}`,
  passing: signal !== null || code === TRY_AGAIN,
});

/** Whoever is told nothing holds little. */
const v8Flags = (name: ChildName): readonly string[] =>
  (V8_FLAGS as Partial<Record<ChildName, readonly string[]>>)[name] ?? [];

/** Starts a module as a process with a channel; the child sees it close when the supervisor is gone. */
function launch({ name, module, parameters = [], environment }: ChildDefinition): ChildProcess {
  return fork(module, [...parameters], {
    // What keeps PostgreSQL hands its environment on to it, which sees to its own memory.
    env: name === 'database' ? environment : { ...environment, ...MALLOC },
    // node:sqlite is young; and Prisma asks one connection two things at once, which its driver takes but warns of.
    execArgv: ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning', ...v8Flags(name)],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/**
 * Runs a module to its end; again if it was killed, or found another part away.
 * @throws {StartFailure} when it fails, with what it printed last.
 */
export async function runOnce(definition: ChildDefinition, log: (line: string) => void): Promise<void> {
  for (let starts = 1; ; starts++) {
    const child = launch(definition);
    const lastLines = followOutput(child, definition.name, log);
    const failure = await new Promise<Failure | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code === 0 ? null : failureOf(code, signal)));
    });
    if (failure === null) return;
    if (!failure.passing || starts === MAX_STARTS)
      throw new StartFailure(`${definition.module} failed (${failure.reason}):\n${lastLines()}`);
    log(`[supervisor] ${definition.name} ended (${failure.reason}); it is run again`);
    await setTimeout(pauseAfter(starts - 1));
  }
}

/**
 * A process kept running: started again, with growing pauses, whenever it ends by itself, and ended when it answers no
 * more. It says `{ ready: true }` over its channel when it serves, and `{ alive: true }` whenever it is asked.
 */
export class Child {
  readonly definition: ChildDefinition;
  readonly #log: (line: string) => void;
  readonly #changed: () => void;
  readonly #watch: Watch;
  #process: ChildProcess | undefined;
  #lastLines = () => '';
  #stopping = false;
  /** It served once: from then on it is kept running. */
  #started = false;
  #failures = 0;
  #restart: NodeJS.Timeout | undefined;

  constructor(definition: ChildDefinition, log: (line: string) => void, changed: () => void, watch: Watch = WATCH) {
    this.definition = definition;
    this.#log = log;
    this.#changed = changed;
    this.#watch = watch;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /**
   * Starts it and waits until it is ready; one that is killed, or hangs, meanwhile is started again.
   * @throws {StartFailure} when it cannot start, with what it printed last.
   */
  async start(): Promise<void> {
    for (let starts = 1; ; starts++) {
      const failure = await this.#spawn();
      if (failure === null) return;
      if (this.#stopping || !failure.passing || starts === MAX_STARTS) {
        await this.stop(1_000);
        throw new StartFailure(
          `The ${this.definition.name} could not start (${failure.reason}):\n${this.#lastLines()}`,
        );
      }
      const pause = pauseAfter(starts - 1);
      this.#log(`[supervisor] ${this.definition.name} ended (${failure.reason}) as it started; again in ${pause} ms`);
      await setTimeout(pause);
      if (this.#stopping) throw new StartFailure(`The ${this.definition.name} was stopped as it started`);
    }
  }

  /** Ends it, cut short after `graceMs`, and starts it again at once: its program has changed. Answers « ready », or why not. */
  async replace(graceMs: number): Promise<string> {
    this.letGo();
    await this.#end(graceMs);
    this.#stopping = false;
    return (await this.#spawn())?.reason ?? 'ready';
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

  /** Resolves with null once it is ready, or with why it is not. */
  #spawn(): Promise<Failure | null> {
    const child = launch(this.definition);
    this.#process = child;
    this.#lastLines = followOutput(child, this.definition.name, this.#log);
    this.#changed();
    return new Promise((resolve) => {
      let hung = false;
      const late = globalThis.setTimeout(() => {
        hung = true;
        child.kill('SIGKILL');
      }, this.#watch.readyMs);
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', () => late.refresh());
      const settle = (failure: Failure | null) => {
        clearTimeout(late);
        resolve(failure);
      };
      child.on('message', (message) => {
        if (typeof message === 'object' && message !== null && 'ready' in message) {
          this.#failures = 0;
          this.#started = true;
          this.#keepAsking(child);
          settle(null);
        }
      });
      child.on('error', (error) => settle({ reason: error.message, passing: false }));
      child.on('exit', (code, signal) => {
        clearTimeout(late);
        if (this.#started && !this.#stopping && child === this.#process) this.#again(failureOf(code, signal).reason);
      });
      // Once all that it printed was read.
      child.on('close', (code, signal) =>
        settle(
          hung ? { reason: `no word within ${this.#watch.readyMs / 1000} s`, passing: true } : failureOf(code, signal),
        ),
      );
    });
  }

  /** Asks a process that serves whether it is alive, and ends one that no longer answers: it is then started again. */
  #keepAsking(child: ChildProcess): void {
    const { probeEveryMs, maxUnanswered } = this.#watch;
    let unanswered = 0;
    const asking = setInterval(() => {
      // Counted in questions, not in time: a machine that slept blames nobody.
      if (unanswered >= maxUnanswered) {
        clearInterval(asking);
        this.#log(`[supervisor] ${this.definition.name} does not answer any more; it is ended`);
        child.kill('SIGKILL');
        return;
      }
      unanswered += 1;
      if (child.connected) child.send({ probe: true }, () => {});
    }, probeEveryMs).unref();
    child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'alive' in message) unanswered = 0;
    });
    child.once('exit', () => clearInterval(asking));
  }

  /** Starts it again after a pause that doubles with each failure in a row. */
  #again(reason: string): void {
    const pause = pauseAfter(this.#failures);
    this.#failures += 1;
    this.#log(`[supervisor] ${this.definition.name} ended (${reason}); starting it again in ${pause} ms`);
    this.#restart = globalThis.setTimeout(() => void this.#spawn(), pause);
  }
}
