import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openHistory } from '../history/history.ts';
import { State } from '../state/state.ts';
import { Bench } from '../testing/bench.ts';
import { draw, end, flows, service, start, user } from '../testing/draw.ts';
import { amount } from '../testing/long-form.ts';

const TABLES = new State().tables.map((table) => table.name);
const FILES = {
  'work.bpmn': draw('work', [start(), service('job'), end(), flows('start -> job -> end')]),
  'opinion.bpmn': draw('opinion', [start(), user('task'), end(), flows('start -> task -> end')]),
};
/** Those that wait for a person from the first to the last: more rows than a checkpoint moves at once. */
const ALIVE = 300;
/** Those that come and go, so many at once, each with variables that bring the next checkpoint nearer. */
const AT_ONCE = 40;
const ENDED = 200;
/** How much more history there is in the end than at first. */
const TIMES = amount({ daily: 6, full: 10 });
const LOAD = 'x'.repeat(60_000);
/** Rows of one that has yet to end: itself, its task, its variables, its job. */
const ROWS_EACH = 4;
/** A checkpoint is due at 24 MB of journal; what is written until it is over comes on top. */
const MAX_REPLAYED = 30_000_000;

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(path.join(tmpdir(), 'recovery-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  rmSync(dataFolder, { recursive: true, force: true });
});

const closing: (() => Promise<void>)[] = [];
async function open(): Promise<Bench> {
  const bench = await Bench.open({ dataFolder });
  closing.unshift(() => bench.close());
  return bench;
}

async function live(bench: Bench): Promise<void> {
  await bench.deploy(FILES);
  await Promise.all(Array.from({ length: ALIVE }, (_, id) => bench.start('opinion', { id })));
}

/** So many instances start, work and end; whoever follows the events has taken them. */
async function pass(bench: Bench, count: number): Promise<void> {
  for (let left = count; left > 0; left -= AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => bench.start('work', { load: LOAD })));
    const jobs = await bench.jobs('job', AT_ONCE);
    await Promise.all(jobs.map(({ key }) => bench.engine.execute('COMPLETE_JOB', { jobKey: key })));
    expect(bench.running('work')).toEqual([]);
    bench.events.length = 0;
    bench.engine.acknowledgeEvents(bench.engine.committedPosition);
  }
}

/** Reads the file from outside, as it is now: a start after a kill would find just that. */
function look<T>(read: (db: DatabaseSync) => T): T {
  const copy = path.join(dataFolder, 'copy.db');
  for (const end of ['', '-wal']) {
    const file = path.join(dataFolder, `engine.db${end}`);
    if (existsSync(file)) copyFileSync(file, `${copy}${end}`);
  }
  const db = new DatabaseSync(copy);
  try {
    return read(db);
  } finally {
    db.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
  }
}

function number(db: DatabaseSync, sql: string): number {
  return Number(Object.values(db.prepare(sql).get() ?? {})[0] ?? 0);
}

/** How much of everything there is. */
function amounts(db: DatabaseSync) {
  const rows = TABLES.map((table) => number(db, `SELECT count(*) FROM "${table}"`));
  return {
    rows: rows.reduce((sum, count) => sum + count, 0),
    journalBytes: number(db, 'SELECT sum(length(lines)) FROM journal'),
    eventBytes: number(db, 'SELECT sum(length(json)) FROM events'),
    fileBytes: number(db, 'PRAGMA page_count') * number(db, 'PRAGMA page_size'),
    /** Up to which entry the journal was cut: another one after each checkpoint. */
    cut: number(db, "SELECT value FROM meta WHERE name = 'cut'"),
  };
}

/** A start and a stop: what was in the journal is in the tables. Answers all that they hold. */
async function restarted() {
  await (await open()).close();
  return look((db) => {
    expect(number(db, 'SELECT count(*) FROM journal')).toBe(0);
    return Object.fromEntries(TABLES.map((table) => [table, db.prepare(`SELECT * FROM "${table}"`).all()]));
  });
}

test('what a start reads does not grow with what is over: with many times the history it is the same', async () => {
  const first = await open();
  await live(first);
  await pass(first, ENDED);
  await first.close();
  const early = await restarted();
  const { rows } = look(amounts);

  const second = await open();
  const cuts = new Set<number>();
  for (let times = 1; times < TIMES; times++) {
    await pass(second, ENDED);
    const now = look(amounts);
    expect(now.rows).toBeLessThanOrEqual(rows + AT_ONCE * ROWS_EACH);
    expect(now.journalBytes).toBeLessThan(MAX_REPLAYED);
    expect(now.eventBytes).toBeLessThan(2 * AT_ONCE * LOAD.length);
    expect(now.fileBytes).toBeLessThan(2 * MAX_REPLAYED);
    cuts.add(now.cut);
  }
  expect(cuts.size).toBeGreaterThan(amount({ daily: 1, full: 3 }));
  await second.close();
  expect(await restarted()).toEqual(early);
});

test('the events that the history has taken are no longer in the file, however many there were', async () => {
  const bench = await open();
  await live(bench);
  const file = path.join(dataFolder, 'history.sqlite');
  const history = await openHistory(bench.engine, { file, keepFor: 1e9 }, () => undefined);
  closing.unshift(() => history.close());
  const pages = (db: DatabaseSync) => number(db, 'SELECT count(*) FROM events');
  expect(look(pages)).toBeGreaterThan(1);
  // closed, it tells the engine what it has on its disk; the next commit forgets that
  await history.close();
  await bench.start('opinion');
  expect(look(pages)).toBe(1);
});
