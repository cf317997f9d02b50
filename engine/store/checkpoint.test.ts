import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Journal } from '../state/journal.ts';
import { Table } from '../state/table.ts';
import { amount } from '../testing/long-form.ts';
import { Checkpoint } from './checkpoint.ts';
import { Database } from './database.ts';
import { JournalLines } from './journal-lines.ts';

/** What may happen to the rows: few keys, so that they are born, gone and born again. */
const KEYS = ['a', 'b', 'c'];
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ set: fc.constantFrom(...KEYS), value: fc.nat(9) }) },
  { weight: 4, arbitrary: fc.record({ change: fc.constantFrom(...KEYS), note: fc.option(fc.nat(9)) }) },
  { weight: 4, arbitrary: fc.record({ delete: fc.constantFrom(...KEYS) }) },
  { weight: 6, arbitrary: fc.constant('commit' as const) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
/** A row that goes, is born again while a checkpoint has yet to move it, and goes again. */
const REBORN: Step[] = [
  ...(['a', 'b'] as const).map((key) => ({ set: key, value: 1 })),
  ...(['commit', 'commit', 'commit'] as const),
  { set: 'a', value: 2 },
  { delete: 'b' },
  'commit',
  { set: 'b', value: 3 },
  'commit',
  { delete: 'b' },
  ...(['commit', 'commit', 'restart'] as const),
];

test('whatever happens to rows between commits, checkpoints and restarts, a start finds them as they were committed', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 40, maxLength: 150 }), (steps) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'checkpoint-'));
      const file = path.join(folder, 'engine.db');
      let life = open(file);
      let committed: [string, Thing][] = [];
      let position = 0;
      try {
        for (const one of steps) {
          if (one === 'restart') {
            life.database.close();
            life = open(file);
            expect(life.table.sorted()).toEqual(committed);
            expect(life.database.meta('position')).toBe(position);
          } else if (one === 'commit') {
            position += 1;
            life.commit(position);
            committed = life.table.sorted();
          } else if ('set' in one) life.table.rows.set(one.set, { value: one.value });
          else if ('change' in one) life.table.change(one.change, one.note);
          else life.table.rows.delete(one.delete);
        }
      } finally {
        life.database.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: amount({ daily: 25, full: 2_000 }), examples: [[REBORN]] },
  );
});

/** A field that never changes alone, and one that comes and goes. */
interface Thing {
  value: number;
  note?: number;
}

/** A table, its store and a checkpoint that is always due and moves one row at a time. */
function open(file: string) {
  const database = new Database(file, ['things']);
  const rows = new Table<Thing>('things', new Journal());
  for (const page of database.pages('things')) for (const [key, row] of JSON.parse(page)) rows.load(key, row);
  const checkpoint = new Checkpoint([rows], { dueBytes: 0, sliceRows: 1 });
  const lines = new JournalLines();
  return {
    database,
    table: {
      rows,
      change: (key: string, note: number | null) => {
        const before = rows.get(key);
        if (before !== undefined) rows.set(key, { value: before.value, ...(note === null ? {} : { note }) });
      },
      sorted: () => [...rows.keys()].sort().map((key): [string, Thing] => [key, rows.must(key)]),
    },
    commit: (position: number) => {
      lines.begin();
      lines.add('things', rows.takeChanges());
      const journal = lines.bytes;
      // never more than one row of a checkpoint with a commit: it stays under way as long as can be
      const slice = checkpoint.next({ changed: 0, length: journal.length });
      database.commit({ position, nextKey: position, journal, checkpoint: slice, events: null, trimTo: 0 });
    },
  };
}
