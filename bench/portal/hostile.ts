import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { quantile, round } from '../figures.ts';
import { call } from './caller.ts';
import { RUNNING } from './database.ts';
import { look } from './look.ts';
import { PAGES, type Seen } from './pages.ts';
import type { Person } from './people.ts';
import { cpuByPart } from './processes.ts';
import type { RunningPortal } from './running.ts';

const HOSTILE = 20;
/** Pages that cost the most, by what is searched in all that somebody may see. */
const DEAREST = /, by name|exact number|where I acted|running circuits|one kind, by agent/;
/** After so long they leave, in turns: before PostgreSQL is asked, while it reads, as it ends. */
const LEAVE_MS = [5, 20, 50, 100];
/** Between two pages of whoever works. */
const THINKING_MS = 200;
const LOOK_MS = 50;

interface OrdinaryFigure {
  readonly pages: number;
  readonly failed: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly max_ms: number;
}

/**
 * Twenty who ask for the dearest pages and leave at once, again and again, while a superior works: what their pages took
 * before and meanwhile, and for how long PostgreSQL went on with a statement.
 */
export async function hostileCallers(
  portal: RunningPortal,
  db: pg.Client,
  { people, seconds }: { readonly people: readonly Person[]; readonly seconds: number },
) {
  const superior = people.find(({ who }) => who === 'superior of a court');
  if (superior === undefined) throw new Error('the ministry has no superior of a court');
  const seen = await look(portal.url, superior);
  const asks = await dearest(portal, people);
  const before = await work(portal, superior, seen, seconds);

  const stop = new AbortController();
  const cpu = cpuByPart(portal.runtime);
  const hostile = Array.from({ length: HOSTILE }, (_, n) => askAndLeave(portal, asks, n, stop.signal));
  const watched = watch(db, stop.signal);
  const meanwhile = await work(portal, superior, seen, seconds);
  const used = Object.entries(cpuByPart(portal.runtime)).map(([part, ms]) => [
    part,
    round((ms - (cpu[part as keyof typeof cpu] ?? 0)) / 1000 / seconds),
  ]);
  stop.abort();
  const left = performance.now();
  const asked = (await Promise.all(hostile)).reduce((sum, times) => sum + times, 0);
  const { oldest_statement_ms, statements_at_once } = await watched;
  while ((await running(db)).length > 0) await pause(10);
  return {
    callers: HOSTILE,
    asked_per_s: round(asked / seconds),
    before,
    meanwhile,
    oldest_statement_ms,
    statements_at_once,
    quiet_after_ms: Math.round(performance.now() - left),
    cores_used: Object.fromEntries(used),
  };
}

/** What is asked, by whom: each dear page of each kind of people. */
async function dearest(portal: RunningPortal, people: readonly Person[]) {
  const asks: { cookie: string; path: (turn: number) => string }[] = [];
  for (const person of people.filter(({ who }, n) => people.findIndex((other) => other.who === who) === n)) {
    const seen = await look(portal.url, person);
    for (const { page, who, path } of PAGES)
      if (DEAREST.test(page) && who.includes(person.who) && path(seen, 0) !== undefined)
        asks.push({ cookie: person.cookie, path: (turn) => path(seen, turn) ?? '' });
  }
  return asks;
}

async function work(portal: RunningPortal, { who, cookie }: Person, seen: Seen, seconds: number) {
  const pages = PAGES.filter((page) => page.who.includes(who) && page.path(seen, 0) !== undefined);
  const times: number[] = [];
  let failed = 0;
  const until = performance.now() + seconds * 1000;
  for (let turn = 0; performance.now() < until; turn++) {
    const { status, ms } = await call(portal.url, cookie, pages[turn % pages.length]?.path(seen, turn) ?? '');
    times.push(ms);
    if (status !== 200) failed += 1;
    await pause(THINKING_MS);
  }
  const figure: OrdinaryFigure = {
    pages: times.length,
    failed,
    p50_ms: quantile(times, 0.5),
    p95_ms: quantile(times, 0.95),
    max_ms: round(Math.max(...times)),
  };
  return figure;
}

/** Answers how many times they asked. */
async function askAndLeave(
  { url }: RunningPortal,
  asks: Awaited<ReturnType<typeof dearest>>,
  n: number,
  stop: AbortSignal,
): Promise<number> {
  let turn = n;
  for (; !stop.aborted; turn++) {
    const { cookie, path } = asks[(turn * 7 + n) % asks.length] ?? { cookie: '', path: () => '' };
    const asked = request(`${url}${path(turn)}`, { agent: false, headers: { cookie } }, (answer) => answer.resume());
    asked.on('error', () => {});
    asked.end();
    await pause(LEAVE_MS[turn % LEAVE_MS.length]);
    asked.destroy();
  }
  return turn - n;
}

/** The statements that run now, by how long they have, in milliseconds. */
async function running(db: pg.Client): Promise<number[]> {
  const { rows } = await db.query<{ ms: number }>(
    `select extract(epoch from clock_timestamp() - query_start)::float * 1000 as ms from pg_stat_activity where ${RUNNING}`,
  );
  return rows.map(({ ms }) => ms);
}

async function watch(db: pg.Client, stop: AbortSignal) {
  let oldest = 0;
  let atOnce = 0;
  while (!stop.aborted) {
    const ages = await running(db);
    oldest = Math.max(oldest, ...ages);
    atOnce = Math.max(atOnce, ages.length);
    await pause(LOOK_MS);
  }
  return { oldest_statement_ms: Math.round(oldest), statements_at_once: atOnce };
}
