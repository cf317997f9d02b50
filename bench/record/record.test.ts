import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { AIMS, type Aim } from './aims.ts';
import { readFigures, tableOf, withTable } from './page.ts';
import { busy, type Figures, nameOf, recorded } from './record.ts';

const READY: Aim = { bench: 'engine', keys: ['start_ms'], what: 'Start to ready', unit: 'ms', max: 1_000 };
const IDLE: Aim = { bench: 'engine', keys: ['rss_mb.idle'], what: 'Memory when idle', unit: 'MB', max: 150 };
const AN_ACT: Aim = { bench: 'engine', keys: ['cpu.draw', 'cpu.seal'], what: 'An act', unit: 'ms', max: 12 };
const LOST: Aim = { bench: 'engine', keys: ['lost.length'], what: 'Lost', unit: '', max: 0 };
const FILINGS: Aim = { bench: 'engine', keys: ['per_s'], what: 'Filings', unit: '/s', min: 30 };
const KEPT: Figures = {
  'engine: rss_mb.idle': { figure: 140, date: '2026-11-01', command: 'npm run bench -- engine' },
};
const run = { bench: 'engine', date: '2026-12-03', command: 'npm run bench -- engine 6' };

describe('the figures of a bench', () => {
  test('those that it gives are kept with their day and command, the others stay as they were', () => {
    const figures = recorded(KEPT, { ...run, result: { start_ms: 426.123 } }, [READY, IDLE]);
    expect(figures).toEqual({
      ...KEPT,
      'engine: start_ms': { figure: 426.12, date: '2026-12-03', command: 'npm run bench -- engine 6' },
    });
  });

  test('a figure may be the sum of several, and the length of a list', () => {
    const result = { cpu: { draw: 11.9, seal: 4.7 }, lost: [] };
    const figures = recorded({}, { ...run, result }, [AN_ACT, LOST]);
    expect(Object.values(figures).map(({ figure }) => figure)).toEqual([16.6, 0]);
  });

  test('a sum of which a part was not measured is not kept', () => {
    const result = { cpu: { draw: 11.9 }, lost: [] };
    expect(Object.keys(recorded({}, { ...run, result }, [AN_ACT, LOST]))).toEqual(['engine: lost.length']);
  });

  test('a run that measured nothing of the aims is refused', () => {
    expect(() => recorded({}, { ...run, result: { other: 1 } }, [READY])).toThrow('no aim is for what this run');
  });

  test('a small ministry, or only some of its pages, are refused', () => {
    const portal = (scale: number, command: string) => () =>
      recorded({}, { bench: 'portal', date: run.date, command, result: { memory_mb: 900, dataset: { scale } } });
    expect(portal(0.02, 'npm run bench -- portal')).toThrow('dataset.scale is 0.02, and the aims are for 1');
    expect(portal(1, 'npm run bench -- portal --match pay')).toThrow('without --match');
    expect(portal(1, 'npm run bench -- portal')()).toMatchObject({ 'portal: memory_mb': { figure: 900 } });
  });

  test('they are not those of a quiet machine while others use it', () => {
    expect(busy(0.2, 2)).toBeUndefined();
    expect(busy(3.456, 2)).toBe('the machine is busy (load 3.46 on 2 cores)');
  });
});

describe('the table of docs/performance.md', () => {
  test('says what is met, what is not, and what nobody measured', () => {
    const kept = (figure: number) => ({ figure, date: '2026-12-03', command: 'npm run bench -- engine' });
    const figures = { 'engine: start_ms': kept(1_426), 'engine: per_s': kept(33.4), 'engine: lost.length': kept(0) };
    expect(tableOf(figures, [READY, FILINGS, LOST, IDLE]).split('\n').slice(2)).toEqual([
      '| Start to ready | ≤ 1,000 ms | **1,426 ms: not met** | 2026-12-03 | `npm run bench -- engine` |',
      '| Filings | ≥ 30/s | 33.4/s | 2026-12-03 | `npm run bench -- engine` |',
      '| Lost | none | 0 | 2026-12-03 | `npm run bench -- engine` |',
      '| Memory when idle | ≤ 150 MB | not measured |  |  |',
    ]);
  });

  test('is written in its place, and all around it stays', () => {
    const page = '# Performance\n\n| What | Aim |\n|---|---|\n| former | 1 |\n\nNotes, with $& in them.\n';
    expect(withTable(page, '| What | Aim |\n| new $& | 2 |')).toBe(
      '# Performance\n\n| What | Aim |\n| new $& | 2 |\n\nNotes, with $& in them.\n',
    );
    expect(() => withTable('# Performance\n', '| What | Aim |')).toThrow('has no table');
  });

  test('is what `npm run docs` makes of the figures', async () => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/performance.md'), 'utf8');
    expect(page).toContain(`\n${tableOf(await readFigures())}\n`);
  });

  test('no figure is kept without an aim, and no two aims share a name', async () => {
    const names = AIMS.map(nameOf);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(await readFigures()).filter((name) => !names.includes(name))).toEqual([]);
  });
});
