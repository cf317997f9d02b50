import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openEngine } from '../engine.ts';
import { openHistory } from '../history/history.ts';
import type { AnyEvent, EngineOptions } from '../processing/protocol.ts';
import type { State } from '../state/state.ts';
import { Bench, type Run } from '../testing/bench.ts';
import { contents, faultsOf, remains } from '../testing/random/random-invariants.ts';
import { LAYOUT } from './layout.ts';

/**
 * What an engine of layout 3 left when it was killed. Its process: `work` and `opinion` side by side, then a pause of an
 * hour; a message `withdraw` ends `opinion`. Its clock is pinned.
 */
const FORMER = readFileSync(new URL('./layout-3.sql', import.meta.url), 'utf8');
/** Positions: of the first event that its history had not taken in yet, of the last one in the tables, of the last. */
const FIRST_KEPT = 169;
const LAST_IN_TABLES = 210;
const LAST = 255;
/** Its instances, by their variable `id`, and where each stands. */
const ALIVE: Record<string, string[]> = {
  failed: ['opinion', 'work'],
  'backing off': ['opinion', 'work'],
  joining: ['opinion'],
  pausing: ['pause'],
  leased: ['opinion', 'work'],
  waiting: ['opinion', 'work'],
};
/** What some of them hold beside what all do. */
const HELD: Record<string, object> = {
  failed: { correction: 'à revoir' },
  joining: { montant: 12.5 },
  pausing: { avis: 'favorable' },
};

let folder: string;
let dataFolder: string;
const opened: Bench[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'former-'));
  dataFolder = path.join(folder, 'engine');
});
afterEach(async () => {
  for (const bench of opened.splice(0)) await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Lays the former files there as a kill leaves them: all is in SQLite's log still. `change`: SQL that is done first. */
function lay(change = ''): void {
  mkdirSync(dataFolder);
  const made = path.join(folder, 'made.db');
  const db = new DatabaseSync(made);
  db.exec('PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
  db.exec(`BEGIN; ${FORMER}; ${change}; COMMIT`);
  copy(made, path.join(dataFolder, 'engine.db'));
  db.close();
}

/** The file and its log, as a kill at this moment would leave them. */
function copy(from: string, to: string): void {
  for (const end of ['', '-wal']) copyFileSync(`${from}${end}`, `${to}${end}`);
}

async function open(options: EngineOptions = {}): Promise<Bench> {
  const bench = await Bench.open({ dataFolder, ...options });
  opened.push(bench);
  return bench;
}

function stateOf(bench: Bench): State {
  return bench.engine.state as State;
}

function byId(bench: Bench): Record<string, Run> {
  return Object.fromEntries(bench.running('p').map((run) => [String(run.variables().id), run]));
}

function named(bench: Bench, id: string): Run {
  const run = byId(bench)[id];
  if (run === undefined) throw new Error(`No instance '${id}' is alive`);
  return run;
}

/** A number of the file, or how many rows a table of it has, read from outside. */
function inFile(sql: string): unknown {
  const db = new DatabaseSync(path.join(dataFolder, 'engine.db'));
  try {
    return Object.values(db.prepare(sql).get() ?? {})[0];
  } finally {
    db.close();
  }
}

const LAYOUT_IN_FILE = "SELECT value FROM meta WHERE name = 'layout'";

/** Positions of all that is kept after a position. */
async function positions(bench: Bench, fromPosition: number): Promise<number[]> {
  const events: AnyEvent[] = [];
  const following = bench.engine.onEventTexts((json) => events.push(...(JSON.parse(json) as AnyEvent[])), {
    fromPosition,
  });
  await following.caughtUp;
  following.stop();
  return events.map(({ position }) => position).filter((position) => position > fromPosition);
}

function upTo(last: number): number[] {
  return Array.from({ length: last - FIRST_KEPT + 1 }, (_, index) => FIRST_KEPT + index);
}

describe('files of a former layout', () => {
  beforeEach(() => lay());

  test('are opened with every instance where it was, and all that it holds', async () => {
    const bench = await open();
    expect(faultsOf(stateOf(bench))).toEqual([]);
    const runs = Object.entries(byId(bench));
    expect(Object.fromEntries(runs.map(([id, run]) => [id, run.at()]))).toEqual(ALIVE);
    for (const [id, run] of runs) {
      const remarque = `« ${id} » : reçu à l'œuvre, où ça ? — déjà là ✓`;
      expect(run.variables()).toEqual({ id, remarque, ...HELD[id] });
    }
    expect(named(bench, 'failed').incidents()).toMatchObject([{ type: 'JOB_NO_RETRIES', message: 'cassé' }]);
    expect(named(bench, 'joining').task('opinion')).toMatchObject({ state: 'CREATED', assignee: 'agent' });
    expect(bench.engine.now()).toBe(Date.parse('2026-01-01T13:00:00Z'));
  });

  test('are gone on with to the end: leases, back-offs, incidents, tasks, joins, timers and messages', async () => {
    const bench = await open();
    const { engine } = bench;
    const keys = Object.values(byId(bench)).map(({ key }) => key);
    const idOfNext = async () => engine.state.localVariables((await bench.work('work')).processInstanceKey).id;
    expect(await idOfNext()).toBe('waiting');
    expect(await bench.jobs('work')).toEqual([]);
    await bench.advance('PT1M');
    expect(await idOfNext()).toBe('leased');
    await bench.advance('PT29M');
    expect(await idOfNext()).toBe('backing off');
    const [incident] = named(bench, 'failed').incidents();
    await engine.execute('UPDATE_JOB', { jobKey: incident?.jobKey ?? '', retries: 1 });
    await named(bench, 'failed').resolveIncidents();
    expect(await idOfNext()).toBe('failed');

    for (const run of bench.running('p')) for (const task of run.tasks()) await run.completeTask(task.elementId);
    await bench.advance('PT1H');
    const ended = bench.events.filter(({ type, value }) => type === 'ELEMENT_COMPLETED' && value.elementId === 'p');
    expect(ended.map(({ key }) => key).sort()).toEqual(keys.sort());

    // a message that was kept for whoever would come
    const late = await bench.start('p', { id: 'later' });
    expect(late.path()).toContain('gone');
    await late.cancel();
    expect(remains(stateOf(bench))).toEqual([]);
  });

  test('still hand out the events that the history had not taken, and those of today after them', async () => {
    const first = await open();
    expect(await positions(first, FIRST_KEPT - 1)).toEqual(upTo(LAST));
    await first.start('p', { id: 'new' });
    const last = first.engine.committedPosition;
    expect(last).toBeGreaterThan(LAST);
    await first.close();
    expect(await positions(await open(), FIRST_KEPT - 1)).toEqual(upTo(last));
  });

  test('tell what they no longer have: a history that begins anew gets everything that is alive', async () => {
    const { engine } = await open();
    expect(engine.forgottenPosition).toBe(FIRST_KEPT - 1);
    const history = await openHistory(engine, { file: ':memory:', keepFor: 1e9 }, () => {});
    const { items } = await history.search('processInstance', { filter: { state: 'ACTIVE' } });
    expect(items).toHaveLength(Object.keys(ALIVE).length);
    await history.close();
  });

  test('are of the layout of today from then on, after a stop as after a kill', async () => {
    const first = await open();
    const found = contents(stateOf(first));
    const killed = path.join(folder, 'killed.db');
    copy(path.join(dataFolder, 'engine.db'), killed);
    await first.close();
    expect(inFile(LAYOUT_IN_FILE)).toBe(LAYOUT);
    const second = await open();
    expect(contents(stateOf(second))).toEqual(found);
    await second.start('p', { id: 'new' });
    await second.close();
    rmSync(path.join(dataFolder, 'engine.db-position'));
    copy(killed, path.join(dataFolder, 'engine.db'));
    const third = await open();
    expect(contents(stateOf(third))).toEqual(found);
    expect(await positions(third, FIRST_KEPT - 1)).toEqual(upTo(LAST));
  });
});

test('a former file of which all was in the tables already notices as any other that events were lost', async () => {
  lay(`DELETE FROM journal; DELETE FROM events WHERE last > ${LAST_IN_TABLES}`);
  const first = await open();
  await first.start('p', { id: 'new' });
  await first.close();
  const db = new DatabaseSync(path.join(dataFolder, 'engine.db'));
  db.exec(`DELETE FROM events WHERE last <= ${LAST_IN_TABLES}`);
  db.close();
  const failures: string[] = [];
  const second = await open({ onFailure: ({ message }) => failures.push(message) });
  await positions(second, FIRST_KEPT - 1);
  expect(failures).toEqual([expect.stringContaining(`events after position ${FIRST_KEPT - 1} are lacking`)]);
});

test('a former file that cannot be read to its end is left as it was', async () => {
  lay("UPDATE journal SET entry = 'no entry' WHERE id = 6");
  await expect(openEngine({ dataFolder })).rejects.toThrow('cannot use its file');
  expect(inFile(LAYOUT_IN_FILE)).toBe(3);
  expect(inFile('SELECT count(*) FROM journal')).toBe(6);
  expect(inFile("SELECT count(*) FROM sqlite_master WHERE name LIKE 'old %'")).toBe(0);
});

test('files of a later layout than that of today are refused, with both numbers, and left as they were', async () => {
  lay(`UPDATE meta SET value = ${LAYOUT + 1} WHERE name = 'layout'`);
  await expect(openEngine({ dataFolder })).rejects.toThrow(
    `the files have layout ${LAYOUT + 1}, this engine reads up to layout ${LAYOUT}`,
  );
  expect(inFile(LAYOUT_IN_FILE)).toBe(LAYOUT + 1);
  expect(inFile('SELECT count(*) FROM journal')).toBe(6);
});
