import { type ChildProcess, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MALLOC_OF_COMPILER, V8_FLAGS } from '#config/memory.ts';
import type { CompileReply, CompileRequest, CompileWork } from './compiler.child.ts';
import { ActTemplateError, type TemplateRefusal } from './error.ts';
import type { PageTerms } from './page/judge-page.ts';

/**
 * How far a template may go before it is stopped: time of the processor, and memory of the process; and whether it is refused
 * when what it draws cannot be read by all (PDF/UA-1), or drawn without saying that it can.
 */
export type CompilerLimits = { timeLimitMs: number; memoryLimitBytes: number; isStrict: boolean };

const CHILD = fileURLToPath(new URL('./compiler.child.ts', import.meta.url));
const FONTS = fileURLToPath(new URL('./fonts.conf', import.meta.url));
/** Time given to the process to start, apart from the time given to a template. */
const START_LIMIT_MS = 30_000;
/** By the clock, that many times the processor time: for what waits and computes nothing. */
const CLOCK_FACTOR = 4;
/** Nothing listens there: whatever the compiler tries to download is refused on this machine. */
const NO_NETWORK = 'http://127.0.0.1:1';

/** The compiler's process: started when needed, killed when a template goes too far, started again for the next one. */
export class CompilerProcess {
  readonly #limits: CompilerLimits;
  #child: Promise<ChildProcess> | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #lastId = 0;
  #closed = false;
  #waiting = 0;
  #ready = false;

  constructor(limits: CompilerLimits) {
    this.#limits = limits;
  }

  /** How much was asked for that is not over. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Whether the process is there: nobody has to wait for its start. */
  get isReady(): boolean {
    return this.#ready;
  }

  /** Draws `act.typ` in its frame and reads the pages back, after what was asked before. */
  async compile(files: Map<string, Uint8Array>, timestamp: number, terms: PageTerms): Promise<Uint8Array> {
    const { pdf } = await this.#inTurn({ draw: { files, timestamp, isStrict: this.#limits.isStrict }, terms });
    if (!pdf) throw new Error('The act compiler gave no PDF');
    return pdf;
  }

  /** The visas of a template in plain words, after what was asked before; null: they are its own to draw. */
  async visasOf(files: Map<string, Uint8Array>): Promise<readonly string[] | null> {
    return (await this.#inTurn({ visasOf: files })).visas ?? null;
  }

  /** Reads the pages of a drawn act, after what was asked before. */
  async readBack(pdf: Uint8Array, terms: PageTerms): Promise<void> {
    await this.#inTurn({ pdf, terms });
  }

  /**
   * Runs one work after the other; what was late is tried once more, since a busy machine delays
   * the work that happens to run.
   */
  #inTurn(work: CompileWork): Promise<CompileReply> {
    this.#waiting += 1;
    const turn = this.#queue
      .then(() => this.#workNow(work))
      .catch((error: unknown) => {
        if (error instanceof ActTemplateError && error.faults[0]?.reason?.code === 'late') return this.#workNow(work);
        throw error;
      })
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Starts the process before it is needed; if it cannot start, the next work tries again and gets
   * the error.
   */
  warm(): void {
    if (this.#closed || this.#child) return;
    const starting = this.#start();
    this.#child = starting;
    starting.then(
      (child) => hold(child, false),
      () => {
        if (this.#child === starting) this.#child = undefined;
      },
    );
  }

  /** Stops the process once the compilations asked for are over. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#queue;
    await this.#stop();
  }

  async #workNow(work: CompileWork): Promise<CompileReply> {
    if (this.#closed) throw new Error('The act renderer is closed');
    this.#child ??= this.#start();
    let child: ChildProcess;
    try {
      child = await this.#child;
      // It died with nothing to do, by nobody's template.
      if (!child.connected) {
        this.#child = this.#start();
        child = await this.#child;
      }
    } catch (error) {
      this.#child = undefined;
      throw error;
    }
    const request: CompileRequest = { id: ++this.#lastId, ...work };
    try {
      hold(child, true);
      const reply = await exchange(child, request, this.#limits.timeLimitMs * CLOCK_FACTOR);
      if (reply === 'late')
        throw stopped(`it took more than ${this.#limits.timeLimitMs} ms of processor and was stopped`, {
          code: 'late',
          params: { seconds: Math.round(this.#limits.timeLimitMs / 1000) },
        });
      if (reply === 'ended')
        throw stopped('it took too much memory, or broke the compiler, and was stopped', { code: 'memory' });
      if (reply.faults) throw new ActTemplateError(reply.faults);
      return reply;
    } catch (error) {
      if (child.exitCode !== null || child.signalCode !== null || !child.connected) this.#child = undefined;
      throw error;
    } finally {
      hold(child, false);
    }
  }

  async #start(): Promise<ChildProcess> {
    const compiled = getCompileCacheDir();
    const child = fork(CHILD, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning', ...V8_FLAGS.compiler],
      // Nothing of our own environment (it holds secrets) and no road to the network, packages or fonts.
      env: {
        ...MALLOC_OF_COMPILER,
        // What Node made of our sources before: without it, it loads what strips their types.
        ...(compiled !== undefined && { NODE_COMPILE_CACHE: path.dirname(compiled) }),
        HOME: '/dev/null',
        XDG_CACHE_HOME: '/dev/null',
        XDG_DATA_HOME: '/dev/null',
        FONTCONFIG_FILE: FONTS,
        HTTP_PROXY: NO_NETWORK,
        HTTPS_PROXY: NO_NETWORK,
        ALL_PROXY: NO_NETWORK,
        TZ: 'Europe/Paris',
        ACT_MEMORY_LIMIT: String(this.#limits.memoryLimitBytes),
        ACT_TIME_LIMIT: String(this.#limits.timeLimitMs),
      },
    });
    const ready = await exchange(child, undefined, START_LIMIT_MS);
    if (ready === 'late' || ready === 'ended') throw new Error(`The act compiler did not start (${ready})`);
    this.#ready = true;
    child.once('exit', () => {
      this.#ready = false;
    });
    return child;
  }

  async #stop(): Promise<void> {
    const child = await this.#child?.catch(() => undefined);
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    // Idle, it was not waited for: its end is.
    child.ref();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
}

const stopped = (message: string, reason: TemplateRefusal): ActTemplateError =>
  new ActTemplateError([{ file: 'act.typ', line: null, column: null, message, reason }]);

/** An idle compiler does not keep its parent alive. */
function hold(child: ChildProcess, busy: boolean): void {
  if (busy) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

/** Sends a request (or nothing: the child speaks first) and waits for its answer, its end, or the time limit. */
function exchange(
  child: ChildProcess,
  request: CompileRequest | undefined,
  limitMs: number,
): Promise<CompileReply | 'late' | 'ended'> {
  return new Promise((resolve, reject) => {
    let late = false;
    const settle = (answer: CompileReply | 'late' | 'ended'): void => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      resolve(answer);
    };
    const onMessage = (reply: CompileReply): void => settle(reply);
    const onExit = (_code: number | null, signal: NodeJS.Signals | null): void =>
      settle(late || signal === 'SIGXCPU' ? 'late' : 'ended');
    const onError = (error: Error): void => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      reject(error);
    };
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, limitMs);
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
    if (request) child.send(request);
  });
}
