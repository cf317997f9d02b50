import type pg from 'pg';
import { type Answer, call } from './caller.ts';
import { look } from './look.ts';
import { PAGES } from './pages.ts';
import { type Person, WHO, type Who } from './people.ts';
import { say } from './progress.ts';
import type { RunningPortal } from './running.ts';

/** What PostgreSQL read for a statement, in blocks of 8 kB, found in memory or not. */
interface Read {
  readonly statement: string;
  readonly blocks: number;
}

/** What one kind of people asked for on one page, and what PostgreSQL read for it. */
export interface PageBlocks {
  readonly page: string;
  readonly who: Who;
  /** The addresses that were asked for, one after the other. */
  readonly asked: readonly string[];
  /** How many rows the lists of the answers have, for one address on the mean. */
  readonly rows: number;
  /** For one address on the mean, by what a statement says without its values. */
  readonly statements: ReadonlyMap<string, Read>;
}

/** A page is asked for so many of what its person found: requests, names, months. */
const ADDRESSES = 4;
/** What workers read meanwhile is counted too: of so many times, the one that read the least. */
const TIMES = 3;

/** Opens each page for the first person of each kind, on a portal that keeps what its statements take. */
export async function pageBlocks(
  { url }: RunningPortal,
  db: pg.Client,
  { people, match }: { readonly people: readonly Person[]; readonly match: RegExp },
): Promise<PageBlocks[]> {
  await db.query('create extension if not exists pg_stat_statements');
  const found: PageBlocks[] = [];
  for (const who of Object.keys(WHO) as Who[]) {
    const person = people.find((someone) => someone.who === who);
    const pages = PAGES.filter((one) => one.who.includes(who) && match.test(`${one.page} · ${who}`));
    if (person === undefined || pages.length === 0) continue;
    const seen = await look(url, person);
    for (const { page, path } of pages) {
      const paths = Array.from({ length: ADDRESSES }, (_, turn) => path(seen, turn));
      const asked = [...new Set(paths.filter((address) => address !== undefined))];
      if (asked.length === 0) {
        say(`  ${page} · ${who}: nothing to open`);
        continue;
      }
      const statements = new Map<string, Read>();
      let rows = 0;
      for (const address of asked) {
        const least = await leastRead(db, async () => {
          const answer = await call(url, person.cookie, address);
          if (answer.status !== 200) throw new Error(`${address} answers ${answer.status} to ${who}`);
          return answer;
        });
        // A diagram is no JSON, and lists nothing.
        if (!address.endsWith('/diagram')) rows += listed(least.answer) / asked.length;
        for (const { statement, blocks } of least.read) {
          const key = statement.replaceAll(VALUES, '$');
          const known = statements.get(key)?.blocks ?? 0;
          statements.set(key, { statement, blocks: known + blocks / asked.length });
        }
      }
      found.push({ page, who, asked, rows, statements });
    }
  }
  return found;
}

/** PostgreSQL keeps a statement with its values or without, as it happens. */
const VALUES = /'[^']*'|\$\d+|\b(?:\d+|true|false)\b/g;

/** What each statement read, the time that all of them read the least. The first time plans and caches are made. */
async function leastRead(db: pg.Client, open: () => Promise<Answer>) {
  const answer = await open();
  let least: Read[] | undefined;
  for (let time = 0; time < TIMES; time++) {
    await db.query('select pg_stat_statements_reset()');
    await open();
    const { rows } = await db.query<Read>(
      `select query as statement, sum(shared_blks_hit + shared_blks_read)::int as blocks from pg_stat_statements
        where toplevel and userid = 'harmonie_app'::regrole group by query`,
    );
    if (least === undefined || blocksOf(rows) < blocksOf(least)) least = rows;
  }
  return { answer, read: least ?? [] };
}

const listed = (answer: Answer): number =>
  sum(Object.values(answer.json<object>()).map((value) => (Array.isArray(value) ? value.length : 0)));

/** What all of these statements read. */
export const blocksOf = (statements: Iterable<{ readonly blocks: number }>): number =>
  sum([...statements].map(({ blocks }) => blocks));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
