import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { rememberStories } from '#bin/demonstration/memory.ts';
import { STORY_NAMES } from '#bin/demonstration/names.ts';
import { freePorts } from '#bin/start/ports.ts';
import { type Runtime, readRuntime } from '#bin/start/runtime.ts';

/** A last resort: a first start may wait for its turn on a machine under load. */
const READY_TIMEOUT_MS = 480_000;
/** Names the folder of the run's template, to the processes of its tests. */
const TEMPLATE = 'HARMONIE_TEST_PORTAL';
/** Where the portals of the tests are: far from Paris, so that for half of the day it is another day there. */
const ZONE = 'Pacific/Auckland';
const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** A whole portal of its own, as `npm start` makes it, for a test that uses it as people do. */
export class Portal {
  readonly url: string;
  readonly dataDir: string;
  /** What it printed, line by line. */
  readonly log: string[] = [];
  readonly #environment: NodeJS.ProcessEnv;
  #supervisor: ChildProcess | undefined;

  private constructor(port: number, dataDir: string, environment?: NodeJS.ProcessEnv) {
    this.url = `http://localhost:${port}`;
    this.dataDir = dataDir;
    this.#environment = {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      NODE_ENV: '',
      BASE_URL: '',
      TZ: ZONE,
      ...environment,
    };
  }

  /**
   * Starts one on a free port, in a ministry where nothing was asked for yet: on a copy of the template that the run
   * made; from an empty folder where there is none, or in a zone of its own (a database keeps the one it was made in).
   * @param at a port that the test chose, because somebody else must know it before
   */
  static async start(environment?: NodeJS.ProcessEnv, at?: number): Promise<Portal> {
    const [port = 0] = at === undefined ? await freePorts(1) : [at];
    const portal = new Portal(port, await mkdtemp(path.join(tmpdir(), 'harmonie-portal-')), environment);
    if (environment?.TZ === undefined) await copyTemplate(portal.dataDir);
    // The demonstration remembers here what it played, and plays nothing twice.
    rememberStories(portal.dataDir, STORY_NAMES);
    await portal.start();
    return portal;
  }

  /** Starts one on a data folder that is there, as a restore leaves it. */
  static async on(dataDir: string): Promise<Portal> {
    const [port = 0] = await freePorts(1);
    const portal = new Portal(port, dataDir);
    await portal.start();
    return portal;
  }

  /**
   * Makes the template of a run: what a first start leaves once it was stopped. Every portal of the run starts from it
   * then, as a portal starts on its second day: initialised, migrated, its ministry made, its circuits published.
   */
  static async makeTemplate(): Promise<Portal> {
    const portal = await Portal.start();
    await portal.end();
    process.env[TEMPLATE] = portal.dataDir;
    return portal;
  }

  /** Starts it, again if need be, on the same data; resolves when it prints that it is ready. */
  async start(parameters: readonly string[] = []): Promise<void> {
    const supervisor = spawn(process.execPath, ['bin/start.mjs', ...parameters], {
      cwd: ROOT,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#supervisor = supervisor;
    await new Promise<void>((resolve, reject) => {
      const failure = (reason: string) =>
        reject(new Error(`The portal is not ready (${reason}):\n${this.log.slice(-30).join('\n')}`));
      const late = setTimeout(() => failure('too late'), READY_TIMEOUT_MS);
      for (const stream of [supervisor.stdout, supervisor.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          this.log.push(line);
          if (line.startsWith('ready ')) {
            clearTimeout(late);
            resolve();
          }
        });
      }
      supervisor.once('exit', (code) => {
        clearTimeout(late);
        failure(`exit ${code}`);
      });
    });
  }

  get runtime(): Runtime {
    const runtime = readRuntime(this.dataDir);
    if (runtime === undefined) throw new Error('The portal wrote no runtime.json');
    return runtime;
  }

  /** Kills one of its processes as a crash would; « supervisor » too. */
  kill(name: string): void {
    const pid = name === 'supervisor' ? this.#supervisor?.pid : this.runtime.children[name]?.pid;
    if (pid === undefined) throw new Error(`Nothing called ${name} runs`);
    process.kill(pid, 'SIGKILL');
  }

  /** Stops it cleanly, as Ctrl-C does, and forgets its data. */
  async stop(): Promise<void> {
    await this.end();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Stops it cleanly, and leaves its data. */
  async end(): Promise<void> {
    const supervisor = this.#supervisor;
    if (supervisor && supervisor.exitCode === null && supervisor.signalCode === null) {
      const ended = new Promise((resolve) => supervisor.once('exit', resolve));
      supervisor.kill('SIGTERM');
      await ended;
    }
  }
}

/** Puts in a folder what a first start leaves, where the run made a template of it. */
async function copyTemplate(dataDir: string): Promise<void> {
  const template = process.env[TEMPLATE];
  // With the owners of the files: the database's are of another account when we are root.
  if (template) await promisify(execFile)('cp', ['-a', `${template}/.`, dataDir]);
}
