import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { State } from '../state/state.ts';
import { Bench } from '../testing/bench.ts';
import { draw, end, flows, service, start, user } from '../testing/draw.ts';
import { amount } from '../testing/long-form.ts';
import { Database } from './database.ts';
import { faultOf } from './sqlite-fault.ts';

const TABLES = new State().tables.map((table) => table.name);
const CIRCUIT = draw('p', [start(), service('work'), user('opinion'), end(), flows('start -> work -> opinion -> end')]);
const INSTANCES = 40;
const FLIPS = amount({ daily: 20, full: 3_000 });

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
function read(at: string): unknown {
  const database = new Database(path.join(at, 'engine.db'), TABLES);
  try {
    const rows = TABLES.map((table) => [table, [...database.pages(table)]]);
    const numbers = ['position', 'nextKey'].map((name) => database.meta(name));
    return { rows, numbers, events: eventsOf(database) };
  } finally {
    database.close();
  }
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
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] as number) ^ bit;
        const place = copy(where());
        writeFileSync(path.join(place, file), damaged);
        try {
          const got = read(place);
          if (JSON.stringify(got) === JSON.stringify(right)) found.harmless++;
          else silent.push({ at, bit });
        } catch (error) {
          if (faultOf(error) === 'damaged' || faultOf(error) === 'behind') found.refused++;
          else throw error;
        }
      }
      expect(silent).toEqual([]);
      expect(found.refused).toBeGreaterThan(0);
    });
  }
});

let copies = 0;
function copy(from: string): string {
  rmSync(path.join(folder, `copy-${copies}`), { recursive: true, force: true });
  const to = path.join(folder, `copy-${++copies}`);
  cpSync(from, to, { recursive: true });
  return to;
}
