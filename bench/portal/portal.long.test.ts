import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run } from '#testing/portal/commands.ts';

/** A fiftieth of the ministry, the smallest that is offered. */
const SMALL = ['--scale', '0.02'];
const BRIEFLY = ['--alone-ms', '30', '--users-s', '5', '--live-s', '5', '--flow-s', '5'];

let data: string;
beforeAll(async () => {
  data = path.join(await mkdtemp(path.join(tmpdir(), 'harmonie-bench-')), 'ten-years');
});
afterAll(() => rm(path.dirname(data), { recursive: true, force: true }));

/** Runs the bench, and reads the object that it prints. */
async function bench(...parameters: string[]): Promise<Record<string, unknown>> {
  const { code, lines } = await run('bench/run.ts', parameters);
  const figures = lines.filter((line) => line.startsWith('{"bench"'));
  expect([code, figures.length, figures.length === 0 && lines.slice(-20)]).toEqual([0, 1, false]);
  return JSON.parse(figures[0] ?? '') as Record<string, unknown>;
}

const positive = expect.any(Number);

test('a ministry is loaded as it is asked for', async () => {
  const { counts } = await bench('portal', '--data', data, '--load', ...SMALL);
  expect(counts).toMatchObject({ persons: 1_880, structures: 632, requests: 20_000, events: 125_000 });
});

test('a portal on it serves every page to whoever it is for, and what is filed meanwhile arrives', async () => {
  const figures = await bench('portal', '--data', data, ...BRIEFLY);
  const pages = figures.pages as { page: string; who: string; failed: number; times: number }[];
  expect(pages.filter(({ failed }) => failed > 0)).toEqual([]);
  expect(new Set(pages.map(({ who }) => who)).size).toBe(12);
  // One user alone opens each of them; how many the fifty come to depends on the machine.
  expect(pages.length).toBeGreaterThan(150);
  expect(figures).toMatchObject({
    dataset: { persons: 1_880, requests: 20_000, open_tasks: positive },
    users: { failed: 0, people: 50, live_screens: 100, pages_per_s: positive },
    live: { browsers: 100, filings_offered: 5, filings_done: 5 },
    flow: { offered: 50, visible: 50, task_visible_p95_ms: positive },
    memory_mb: positive,
  });
  // On a busy machine none may end within the seconds that are measured.
  const { filings_per_s, whole_ended } = figures.flow as { filings_per_s: number; whole_ended: number };
  expect([filings_per_s > 0, whole_ended > 0]).toEqual([true, true]);
});

/** What these open may be what a portal played while it was loaded, by other identifiers each time. */
const PLAYED = /^(a task|an agent’s file|pay, an agent|a running circuit|journal of a request) · /;

test('on ten years more of history, the same people are asked for the same pages', async () => {
  const { pages, asked_otherwise } = await bench('growth', '--data', path.dirname(data), ...SMALL);
  expect((asked_otherwise as string[]).filter((page) => !PLAYED.test(page))).toEqual([]);
  expect(
    (pages as { blocks: number; doubled: number }[]).filter(({ blocks, doubled }) => blocks * doubled === 0),
  ).toEqual([]);
  expect((pages as unknown[]).length).toBeGreaterThan(180);
});
