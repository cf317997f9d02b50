import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { call } from './caller.ts';
import type { Page, Seen } from './pages.ts';
import type { Person } from './people.ts';
import { say } from './progress.ts';
import type { RunningPortal } from './running.ts';

const SLOW_MS = 5;
const TIMES = 2;

/** A statement of the portal's that took longer than five milliseconds, where it was met the slowest. */
export interface SlowStatement {
  readonly ms: number;
  /** Pages of 8 kB that it read, found in memory or not. */
  readonly blocks: number;
  readonly page: string;
  readonly pages: number;
  readonly statement: string;
  /** As PostgreSQL would plan it for any values; none where it cannot say. */
  readonly plan: readonly string[];
}

/** Has the PostgreSQL of a folder, before it starts, keep what each statement takes. */
export const keepStatements = (dataDir: string): Promise<void> =>
  appendFile(
    path.join(dataDir, 'postgres', 'postgresql.auto.conf'),
    "\nshared_preload_libraries = 'pg_stat_statements'\npg_stat_statements.track = all\n",
  );

/** Opens each page, and gives the statements behind it that are slow, the slowest first. */
export async function slowStatements(
  portal: RunningPortal,
  db: pg.Client,
  { pages, people, seen }: { pages: readonly Page[]; people: readonly Person[]; seen: ReadonlyMap<Person, Seen> },
): Promise<SlowStatement[]> {
  await db.query('create extension if not exists pg_stat_statements');
  const found = new Map<string, SlowStatement>();
  for (const { page, who, path: address } of pages) {
    for (const kind of who) {
      const person = people.find((someone) => someone.who === kind);
      const lists = person && seen.get(person);
      if (!person || !lists || address(lists, 0) === undefined) continue;
      // Once before, so that no plan and no row is met for the first time.
      await call(portal.url, person.cookie, address(lists, 0) ?? '');
      await db.query('select pg_stat_statements_reset()');
      for (let turn = 1; turn <= TIMES; turn++) await call(portal.url, person.cookie, address(lists, turn) ?? '');
      for (const { statement, ms, blocks } of await slowest(db)) {
        const known = found.get(statement);
        const pagesMet = (known?.pages ?? 0) + 1;
        const slower = known === undefined || ms > known.ms ? { ms, blocks, page: `${page} · ${kind}` } : known;
        found.set(statement, {
          ...slower,
          pages: pagesMet,
          statement,
          plan: known?.plan ?? (await planOf(db, statement)),
        });
      }
    }
  }
  const sorted = [...found.values()].toSorted((a, b) => b.ms - a.ms);
  for (const { ms, blocks, page, pages: many, statement, plan } of sorted) {
    say(
      `  ${ms} ms, ${blocks} blocks, ${page}${many > 1 ? ` and ${many - 1} more` : ''}\n    ${statement.replaceAll(/\s+/g, ' ')}`,
    );
    for (const line of plan) say(`      ${line}`);
  }
  return sorted;
}

async function slowest(db: pg.Client): Promise<{ statement: string; ms: number; blocks: number }[]> {
  const { rows } = await db.query<{ statement: string; ms: number; blocks: number }>(
    `select query as statement, round(max_exec_time::numeric, 1)::float as ms, ((shared_blks_hit + shared_blks_read) / calls)::int as blocks
       from pg_stat_statements where max_exec_time > $1 and userid = 'harmonie_app'::regrole`,
    [SLOW_MS],
  );
  return rows;
}

/** How PostgreSQL would execute a statement for any values. */
export async function planOf(db: pg.Client, statement: string): Promise<string[]> {
  try {
    const { rows } = await db.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${statement}`);
    return rows.map((row) => row['QUERY PLAN']);
  } catch {
    // What stands in a function, with names of its own.
    return [];
  }
}
