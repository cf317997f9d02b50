import type pg from 'pg';
import { type AloneFigure, pagesAlone } from './alone.ts';
import { cancelWhatRuns, settle } from './database.ts';
import { look } from './look.ts';
import { PAGES, type Page, type Seen } from './pages.ts';
import type { Person } from './people.ts';
import { say, timed } from './progress.ts';
import type { RunningPortal } from './running.ts';
import { slowStatements } from './statements.ts';
import { type PageFigure, thinkingUsers } from './users.ts';

/** Live screens that listen beside the fifty. */
const SCREENS_BESIDE = 100;
/** Processor of server and PostgreSQL that a page may cost. */
const DEAR_MS = 10;

interface Given {
  readonly people: readonly Person[];
  /** Of the pages, those whose name, or whose people's, this finds. */
  readonly match: RegExp;
  /** How long each is opened by one user alone, in milliseconds; 0: not at all. */
  readonly aloneMs: number;
  /** How long the fifty go from one to another, in seconds; 0: not at all. */
  readonly usersS: number;
  /** Whether PostgreSQL keeps what each statement takes: those that are slow are listed. */
  readonly statements: boolean;
}

/** Opens the pages, by one user alone, then by fifty who think: what each takes, and what it costs. */
export async function everyPage(
  portal: RunningPortal,
  db: pg.Client,
  { people: all, match, aloneMs, usersS, statements }: Given,
) {
  const pages = PAGES.flatMap((page) => {
    const who = page.who.filter((kind) => match.test(`${page.page} · ${kind}`));
    return who.length > 0 ? [{ ...page, who }] : [];
  });
  const people = all.filter(
    ({ who }, n) =>
      pages.some((page) => page.who.includes(who)) && (usersS > 0 || all.findIndex((other) => other.who === who) === n),
  );
  const seen = new Map<Person, Seen>();
  await timed('what each finds on their lists', async () => {
    for (const person of people) seen.set(person, await look(portal.url, person));
    await cancelWhatRuns(db);
  });
  const slow = statements
    ? await timed('statements', () => slowStatements(portal, db, { pages, people, seen }))
    : undefined;
  say('one user: p50 / p95, processor of server and PostgreSQL');
  const alone = aloneMs > 0 ? await pagesAlone(portal, db, { pages, people, seen, ms: aloneMs }) : [];
  const among = usersS > 0 ? await amongFifty(portal, db, { pages, people, seen, usersS, alone }) : undefined;
  return {
    pages: together(alone, among?.pages ?? []),
    ...(aloneMs > 0 && { pages_above_10_ms: alone.filter(({ cpu_ms }) => cpu_ms > DEAR_MS).length }),
    ...(among && { users: among.users }),
    ...(slow && { statements: slow }),
  };
}

/** Every page that was opened: what it takes for one user alone, and for the fifty if they came to it. */
function together(alone: readonly AloneFigure[], among: readonly PageFigure[]) {
  const isSame = (one: AloneFigure | PageFigure) => (other: AloneFigure | PageFigure) =>
    one.page === other.page && one.who === other.who;
  const unmet = among.filter((page) => !alone.some(isSame(page)));
  return [
    ...alone.map((one) => {
      const page = among.find(isSame(one));
      return {
        ...page,
        ...{ page: one.page, who: one.who, failed: one.failed + (page?.failed ?? 0) },
        ...{ cpu_ms: one.cpu_ms, alone_p50_ms: one.p50_ms, alone_p95_ms: one.p95_ms },
      };
    }),
    ...unmet,
  ];
}

async function amongFifty(
  portal: RunningPortal,
  db: pg.Client,
  {
    usersS: seconds,
    alone,
    ...given
  }: {
    readonly pages: readonly Page[];
    readonly people: readonly Person[];
    readonly seen: ReadonlyMap<Person, Seen>;
    readonly usersS: number;
    readonly alone: readonly AloneFigure[];
  },
) {
  const before = process.cpuUsage();
  const { pages, all } = await timed(
    `${given.people.length} users who think a second, ${SCREENS_BESIDE} live screens`,
    () => thinkingUsers(portal, { ...given, seconds, liveScreens: SCREENS_BESIDE }),
  );
  const { user, system } = process.cpuUsage(before);
  const users = {
    ...all,
    people: given.people.length,
    live_screens: SCREENS_BESIDE,
    generator_cpu_share: Math.round((user + system) / 1e4 / seconds) / 100,
    statements_left_running: await settle(db),
  };
  table(pages, alone);
  say(`  all: ${JSON.stringify(users)}`);
  return { pages, users };
}

/** The pages of the fifty, the slowest first. */
function table(pages: readonly PageFigure[], alone: readonly AloneFigure[]): void {
  say('fifty users: p50 / p95 / p99 (alone p95, processor)');
  for (const { page, who, p50_ms, p95_ms, p99_ms, times, failed } of pages.toSorted((a, b) => b.p95_ms - a.p95_ms)) {
    const one = alone.find((figure) => figure.page === page && figure.who === who);
    say(
      `  ${`${page} · ${who}`.padEnd(58)} ${p50_ms} / ${p95_ms} / ${p99_ms} ms (${one?.p95_ms ?? '–'}, ${one?.cpu_ms ?? '–'}) ${times}×${failed > 0 ? `, ${failed} failed` : ''}`,
    );
  }
}
