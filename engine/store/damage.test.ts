import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RowChange } from '../state/row-change.ts';
import { State } from '../state/state.ts';
import { Bench } from '../testing/bench.ts';
import { draw, end, flows, service, start, user } from '../testing/draw.ts';
import { amount } from '../testing/long-form.ts';
import type { CheckpointSlice } from './checkpoint.ts';
import { Database } from './database.ts';
import { JournalLines } from './journal-lines.ts';
import { faultOf } from './sqlite-fault.ts';

const TABLES = new State().tables.map((table) => table.name);
const CIRCUIT = draw('p', [start(), service('work'), user('opinion'), end(), flows('start -> work -> opinion -> end')]);
const INSTANCES = 40;
const FLIPS = amount({ daily: 20, full: 3_000 });
/** Of the bits of the store of a few rows, each so many-th turns: all of them take minutes. */
const EACH = amount({ daily: 211, full: 11 });

let folder: string;
/** The files of an engine that was killed, its log full; and of one that was stopped. */
let killed: string;
let stopped: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'damage-'));
  killed = path.join(folder, 'killed');
  stopped = path.join(folder, 'stopped');
  const dataFolder = path.join(folder, 'alive');
  const first = await Bench.open({ dataFolder });
  await first.deploy({ 'p.bpmn': CIRCUIT });
  for (let id = 0; id < INSTANCES; id++) await first.start('p', { id, note: `remark ${id} `.repeat(20) });
  await first.close();
  const second = await Bench.open({ dataFolder });
  for (let id = 0; id < INSTANCES; id++) await second.start('p', { id });
  for (let id = 0; id < INSTANCES; id++) await second.work('work', { done: id });
  cpSync(dataFolder, killed, { recursive: true });
  await second.close();
  cpSync(dataFolder, stopped, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that the files hold. */
function read(at: string, tables = TABLES): unknown {
  const database = new Database(path.join(at, 'engine.db'), tables);
  try {
    const rows = tables.map((table) => [table, [...database.pages(table)]]);
    const numbers = ['position', 'nextKey'].map((name) => database.meta(name));
    return { rows, numbers, events: eventsOf(database) };
  } finally {
    database.close();
  }
}

const REFUSED = Symbol('refused');

function readOrRefused(at: string, tables = TABLES): unknown {
  try {
    return read(at, tables);
  } catch (error) {
    if (faultOf(error) === 'damaged' || faultOf(error) === 'behind') return REFUSED;
    throw error;
  }
}

interface Flip {
  at: number;
  bit: number;
}

function turned(whole: Buffer, { at, bit }: Flip): Buffer {
  const damaged = Buffer.from(whole);
  damaged[at] = (damaged[at] as number) ^ bit;
  return damaged;
}

function eventsOf(database: Database): unknown[] {
  const all: { last: number }[] = [];
  for (let page = database.events(0); page.length > 0; page = database.events(all.at(-1)?.last ?? 0)) all.push(...page);
  return all;
}

/** The same every time: a flip that is ever found harmful stays found. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe('one bit that turns', () => {
  for (const [what, where, file] of [
    ['the file of an engine that was stopped', () => stopped, 'engine.db'],
    ['the file of an engine that was killed', () => killed, 'engine.db'],
    ['the log of an engine that was killed', () => killed, 'engine.db-wal'],
  ] as const) {
    test(`in ${what} is noticed, or changes nothing`, () => {
      const right = read(copy(where()));
      const whole = readFileSync(path.join(where(), file));
      const draw = numbers(7);
      const found = { refused: 0, harmless: 0 };
      const silent: object[] = [];
      for (let flip = 0; flip < FLIPS; flip++) {
        const at = Math.floor(draw.next().value * whole.length);
        const bit = 1 << Math.floor(draw.next().value * 8);
        const place = copy(where());
        writeFileSync(path.join(place, file), turned(whole, { at, bit }));
        const got = readOrRefused(place);
        if (got === REFUSED) found.refused++;
        else if (JSON.stringify(got) === JSON.stringify(right)) found.harmless++;
        else silent.push({ at, bit });
      }
      expect(silent).toEqual([]);
      expect(found.refused).toBeGreaterThan(0);
    });
  }
});

describe('one bit that turns in a store of a few rows, the same every time', () => {
  let small: string;
  let file: Buffer;
  beforeAll(() => {
    small = path.join(folder, 'small');
    mkdirSync(small);
    writeSmall(path.join(small, 'engine.db'));
    file = readFileSync(path.join(small, 'engine.db'));
  });

  function readTurned(flip: Flip): unknown {
    const place = copy(small);
    writeFileSync(path.join(place, 'engine.db'), turned(file, flip));
    return readOrRefused(place, SMALL_TABLES);
  }

  /** Where the first page of a table begins. */
  function pageOf(table: string): number {
    const db = new DatabaseSync(path.join(copy(small), 'engine.db'));
    const found = db.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').get(table) as { rootpage: number };
    db.close();
    return (found.rootpage - 1) * PAGE_BYTES;
  }

  /** Where in the file the texts stand side by side. */
  const placeOf = (...texts: string[]) => file.indexOf(texts.join(''));

  // a page: its kind, where the first of its free stretches begins (2 bytes), how many rows it has (2), where the first
  // of them stands (2), the free bytes between rows, and in one that only points to others the last of these (4)
  const flips: [what: string, flip: () => Flip][] = [
    ['a text is said to be bytes', () => ({ at: placeOf(keyOf(10), '{"id":10,') - 2, bit: 1 })],
    ['a page counts rows that are gone', () => ({ at: pageOf('variables') + 4, bit: 4 })],
    ['room is said to be free that is not', () => ({ at: pageOf('variables') + 5, bit: 1 })],
    ['a search for events goes to another page', () => ({ at: pageOf('events') + 11, bit: 1 })],
    [
      'two tables begin at one page',
      () => ({ at: placeOf('userTasksuserTasks') + 'userTasksuserTasks'.length, bit: 1 }),
    ],
    ['the layout is that of a later engine', () => ({ at: placeOf('layout') + 'layout'.length, bit: 1 })],
    ['only a later SQLite may write', () => ({ at: 18, bit: 1 })],
  ];
  for (const [what, flip] of flips)
    test(`so that ${what} is noticed`, () => {
      expect(readTurned(flip())).toBe(REFUSED);
    });

  test('so that a column has another name changes nothing', () => {
    const table = 'CREATE TABLE "variables"';
    const flip = { at: file.indexOf('json', placeOf(table)), bit: 32 };
    expect(readTurned(flip)).toEqual(read(copy(small), SMALL_TABLES));
  });

  test('at places all over what is no padding is noticed, or changes nothing', () => {
    const right = JSON.stringify(read(copy(small), SMALL_TABLES));
    const isPadding = (at: number) => file[at - 1] === file[at] && file[at] === file[at + 1];
    const places = [...file.keys()].filter((at) => !isPadding(at));
    const silent: Flip[] = [];
    for (let number = 0; number < places.length * 8; number += EACH) {
      const flip = { at: places[Math.floor(number / 8)] as number, bit: 1 << (number % 8) };
      const got = readTurned(flip);
      if (got !== REFUSED && JSON.stringify(got) !== right) silent.push(flip);
    }
    expect(silent).toEqual([]);
  });
});

const SMALL_TABLES = ['variables', 'jobs', 'timers', 'userTasks'];
const PAGE_BYTES = 16_384;

type Rows = CheckpointSlice['rows'];

/** As long as a key of the engine. */
function keyOf(id: number): string {
  return String(2_251_799_813_685_248 + id);
}

/** Rows that came and went in the tables; and in the journal what a start brings to them. */
function writeSmall(file: string): void {
  const database = new Database(file, SMALL_TABLES);
  const lines = new JournalLines();
  let position = 0;
  const commit = (rows: Rows | null, changes: [table: string, change: RowChange][] = []) => {
    position += 1;
    lines.begin();
    for (const [table, change] of changes) lines.add(table, [change]);
    const checkpoint = rows && { begins: true, ends: true, rows };
    const events = { last: position, json: JSON.stringify([{ position, text: ' '.repeat(5_000) }]) };
    database.commit({ position, nextKey: 100, journal: lines.bytes, checkpoint, events, trimTo: 0 });
  };
  const written = (table: string, id: number, note: string): Rows[number] => [
    table,
    [[keyOf(id), JSON.stringify({ id, note })]],
  ];
  for (let id = 0; id < 12; id++) commit([written('variables', id, 'first'), written('jobs', id, 'first')]);
  for (let id = 0; id < 9; id++) commit([['variables', [[keyOf(id), null]]]]);
  commit([written('variables', 9, 'longer than what was there first')]);
  for (let id = 20; id < 24; id++) {
    const born: RowChange = [keyOf(id), { id }];
    commit(null, [
      ['variables', born],
      ['userTasks', born],
      ['jobs', [keyOf(id - 20), null]],
    ]);
  }
  commit(null, [['variables', [keyOf(11), { note: 'later' }, []]]]);
  database.close();
}

let copies = 0;
function copy(from: string): string {
  rmSync(path.join(folder, `copy-${copies}`), { recursive: true, force: true });
  const to = path.join(folder, `copy-${++copies}`);
  cpSync(from, to, { recursive: true });
  return to;
}
