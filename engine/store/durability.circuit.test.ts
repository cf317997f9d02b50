import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openEngine } from '../engine.ts';
import type { AnyEvent, EngineOptions } from '../processing/protocol.ts';
import { applyEvent } from '../state/appliers/index.ts';
import { State } from '../state/state.ts';
import { Bench, Run } from '../testing/bench.ts';
import {
  boundary,
  draw,
  end,
  flows,
  message,
  messageNamed,
  node,
  service,
  start,
  timer,
  user,
} from '../testing/draw.ts';

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'engine-'));
});
afterEach(async () => {
  for (const bench of opened.splice(0)) await bench.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

const opened: Bench[] = [];
async function open(options: EngineOptions = {}): Promise<Bench> {
  const bench = await Bench.open({ dataFolder, ...options });
  opened.push(bench);
  return bench;
}

const WORLD = draw(
  'p',
  [
    start(),
    node('parallelGateway', 'fork'),
    service('work'),
    user('opinion'),
    boundary('late', 'opinion', timer('duration', 'PT1H')),
    node('parallelGateway', 'join'),
    end(),
    end('endLate'),
    boundary('withdrawn', 'opinion', message('withdraw')),
    end('gone'),
    flows('start -> fork -> work -> join -> end', 'fork -> opinion -> join', 'late -> endLate', 'withdrawn -> gone'),
  ],
  [messageNamed('withdraw', '=id')],
);

describe('the durable engine', () => {
  test('goes on exactly where it was: joins, leases, timers, messages, listeners, clock', async () => {
    const before = await open();
    await before.setClock('2026-01-01T00:00:00Z');
    await before.engine.execute('CREATE_GLOBAL_LISTENER', { id: 'c', type: 'c', eventTypes: ['completing'] });
    await before.deploy({ 'p.bpmn': WORLD });
    const joining = await before.start('p', { id: 1 });
    await before.work('work');
    const leased = await before.start('p', { id: 2 });
    await before.job('work');
    await before.publish('early', 'x', {}, 3_600_000);
    const expected = snapshot(before.engine.state as State);
    await before.close();

    const after = await open();
    expect(snapshot(after.engine.state as State)).toEqual(expected);
    expect(await after.jobs('work')).toEqual([]);
    const run = new Run(after, joining.key);
    const completion = run.completeTask('opinion');
    await new Promise((resolve) => setImmediate(resolve));
    await after.listen('c');
    await completion;
    expect(run.alive).toBe(false);
    await after.advance('PT1H');
    expect(new Run(after, leased.key).at()).toEqual(['work']);
    expect(await after.jobs('work')).toHaveLength(1);
    await after.close();
  });

  test('hands out keys that it has never used before', async () => {
    const before = await open();
    await before.deploy({ 'p.bpmn': WORLD });
    const first = await before.start('p', { id: 1 });
    await before.close();
    const after = await open();
    const second = await after.start('p', { id: 2 });
    expect(BigInt(second.key) > BigInt(first.key)).toBe(true);
    await after.close();
  });

  test('replaying its events from the first gives the same state', async () => {
    const bench = await open();
    await bench.deploy({ 'p.bpmn': WORLD });
    for (let id = 0; id < 5; id++) await bench.start('p', { id });
    await bench.work('work');
    await bench.publish('withdraw', '3');
    const replayed = new State();
    for (const event of await follow(bench, 0)) applyEvent(replayed, event);
    expect(snapshot(replayed)).toEqual(snapshot(bench.engine.state as State));
    await bench.close();
  });

  test('hands its events to a follower from where it stopped, and forgets those that were acknowledged', async () => {
    const bench = await open();
    await bench.deploy({ 'p.bpmn': WORLD });
    const all = await follow(bench, 0);
    expect(all.map((event) => event.position)).toEqual(all.map((_, i) => i + 1));
    const half = Math.floor(all.length / 2);
    expect((await follow(bench, half)).map((event) => event.position)).toEqual(
      all.slice(half).map((event) => event.position),
    );
    bench.engine.acknowledgeEvents(all.length);
    await bench.start('p', { id: 1 });
    await bench.close();
    const reopened = await open();
    expect((await follow(reopened, 0))[0]?.position).toBe(all.length + 1);
    await reopened.close();
  });

  test('keeps everything it acknowledged when it is killed, and fires what fell due meanwhile', async () => {
    const child = new Child(dataFolder);
    const keys = await child.acknowledged(40);
    child.kill();
    await child.gone;
    const bench = await open({ clock: () => Date.now() + 7_200_000 });
    await bench.settled();
    for (const key of keys) expect(bench.engine.state.elementInstances.get(key)).toBeDefined();
    // two hours later in the new life: the timers of an hour have all fired
    for (const key of keys) expect(new Run(bench, key).at()).toEqual(['work']);
    await bench.close();
  });

  test('refuses a folder that another engine holds', async () => {
    const first = await openEngine({ dataFolder });
    await expect(openEngine({ dataFolder })).rejects.toThrow('Another engine already uses the folder');
    await first.close();
  });

  test('refuses a file that is not its own, or damaged, and says so', async () => {
    writeFileSync(join(dataFolder, 'engine.db'), 'this is not a database, whatever its name says it is');
    await expect(openEngine({ dataFolder })).rejects.toThrow('damaged');
  });

  test('survives a torn end of its log', async () => {
    const child = new Child(dataFolder);
    const keys = await child.acknowledged(5);
    child.kill();
    await child.gone;
    const log = join(dataFolder, 'engine.db-wal');
    expect(existsSync(log)).toBe(true);
    const file = openSync(log, 'a');
    writeSync(file, Buffer.alloc(1_000, 7));
    closeSync(file);
    const bench = await open();
    for (const key of keys) expect(new Run(bench, key).alive).toBe(true);
    await bench.close();
  });

  test('refuses a folder that cannot be made', async () => {
    const path = join(dataFolder, 'file');
    writeFileSync(path, '');
    await expect(openEngine({ dataFolder: path })).rejects.toThrow('cannot use the folder');
  });

  test('answers UNAVAILABLE once closed', async () => {
    const engine = await openEngine({ dataFolder });
    await engine.close();
    await expect(engine.execute('RESET_CLOCK', {})).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

/** Rows of every table, in the order of their keys. */
function snapshot(state: State): unknown {
  const tables = state.tables as unknown as { name: string; keys(): Iterable<string>; get(key: string): unknown }[];
  return Object.fromEntries(
    tables.map((table) => [
      table.name,
      Object.fromEntries([...table.keys()].sort().map((key) => [key, table.get(key)])),
    ]),
  );
}

/** Everything committed after a position. */
async function follow(bench: Bench, fromPosition: number): Promise<AnyEvent[]> {
  const { committedPosition } = bench.engine;
  const events: AnyEvent[] = [];
  await new Promise<void>((resolve) => {
    const stop = bench.engine.onEvents(
      (more) => {
        events.push(...more);
        if ((more.at(-1)?.position ?? 0) >= committedPosition) {
          queueMicrotask(() => {
            stop();
            resolve();
          });
        }
      },
      { fromPosition },
    );
  });
  return events;
}

/** An engine in a process of its own, that starts instances and says the key of each once acknowledged. */
class Child {
  readonly #process: ChildProcess;
  readonly gone: Promise<void>;

  constructor(folder: string) {
    const program = fileURLToPath(new URL('../testing/endless-starter.ts', import.meta.url));
    this.#process = spawn(process.execPath, [program, folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#process.stdin?.end(WORLD);
    this.gone = new Promise((resolve) => this.#process.once('exit', () => resolve()));
  }

  acknowledged(count: number): Promise<string[]> {
    let text = '';
    return new Promise((resolve) => {
      this.#process.stdout?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const keys = text.split('\n').slice(0, -1);
        if (keys.length >= count) resolve(keys);
      });
    });
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}
