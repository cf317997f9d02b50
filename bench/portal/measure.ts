import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import type pg from 'pg';
import { type AloneFigure, pagesAlone } from './alone.ts';
import { closeConnections } from './caller.ts';
import { cancelWhatRuns, connectSuperuser, settle } from './database.ts';
import { Filing, findCircles } from './filing.ts';
import { filingsPerSecond, taskVisible, wholePerSecond } from './flow.ts';
import { liveScreens } from './live.ts';
import type { Loaded } from './load/load.ts';
import { look } from './look.ts';
import type { Seen } from './pages.ts';
import { openSessions, type Person, signEveryoneIn } from './people.ts';
import { memoryMb } from './processes.ts';
import { say, timed } from './progress.ts';
import { type RunningPortal, startPortal } from './running.ts';
import { type PageFigure, thinkingUsers } from './users.ts';

export const MEASURES = ['pages', 'live', 'flow'] as const;
export type Measure = (typeof MEASURES)[number];

export interface Plan {
  readonly only: ReadonlySet<Measure>;
  /** How long each page is opened alone, in milliseconds. */
  readonly aloneMs: number;
  /** How long the fifty go from page to page, in seconds. */
  readonly usersS: number;
  readonly liveS: number;
  readonly flowS: number;
  /** The copy stays, to be looked at. */
  readonly keep: boolean;
}

/** Live screens that listen beside the fifty. */
const SCREENS_BESIDE = 100;
/** Enough that nobody files twice in a run at full size. */
const CIRCLES = 1_500;

/** Measures a portal on a copy of what was loaded: real processes, real HTTP, people who signed in. */
export async function measure(dataDir: string, loaded: Loaded, plan: Plan): Promise<Record<string, unknown>> {
  const copy = `${dataDir}-run`;
  await timed('copy', async () => {
    await rm(copy, { recursive: true, force: true });
    await promisify(execFile)('cp', ['-a', '--reflink=auto', dataDir, copy]);
  });
  const portal = await timed('start', () => startPortal(copy));
  try {
    const db = await connectSuperuser(copy, portal.runtime.databasePort ?? 0);
    try {
      return { ...(await measureOn(portal, db, plan)), dataset: datasetOf(loaded) };
    } finally {
      await db.end();
    }
  } finally {
    closeConnections();
    await portal.stop();
    if (!plan.keep) await rm(copy, { recursive: true, force: true });
  }
}

const datasetOf = ({ scale, day, counts: { persons, requests, open_tasks, ...others } }: Loaded) => ({
  persons,
  requests,
  open_tasks,
  ...others,
  scale,
  day,
});

async function measureOn(portal: RunningPortal, db: pg.Client, plan: Plan): Promise<Record<string, unknown>> {
  const people = await timed('fifty people sign in', () => signEveryoneIn(db, portal.url));
  const memory = { own: 0, database: 0 };
  const weigh = () => {
    const now = memoryMb(portal.runtime);
    memory.own = Math.max(memory.own, now.own);
    memory.database = Math.max(memory.database, now.database);
  };
  const pages = plan.only.has('pages') ? await pagesOf(portal, db, people, plan) : undefined;
  weigh();
  const needsFiling = plan.only.has('live') || plan.only.has('flow');
  const filing = needsFiling
    ? await timed('sessions of those who file', () => openFiling(portal, db, people))
    : undefined;
  const live =
    filing && plan.only.has('live') ? await liveOf(portal, db, { people, filing, seconds: plan.liveS }) : undefined;
  weigh();
  const flow =
    filing && plan.only.has('flow')
      ? await flowOf(portal, filing, plan.flowS, async () => {
          await settle(db);
          weigh();
        })
      : undefined;
  weigh();
  return {
    cpus: cpus().length,
    node: process.version,
    generator_cpu_s: Math.round(process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6),
    ...pages,
    ...live,
    ...(flow && { flow }),
    memory_mb: memory.own,
    database_memory_mb: memory.database,
  };
}

async function pagesOf(portal: RunningPortal, db: pg.Client, people: readonly Person[], { aloneMs, usersS }: Plan) {
  const seen = new Map<Person, Seen>();
  await timed('what each finds on their lists', async () => {
    for (const person of people) seen.set(person, await look(portal.url, person));
    await cancelWhatRuns(db);
  });
  say('one user: p50 / p95, processor of server and PostgreSQL');
  const alone = await pagesAlone(portal, db, { people, seen, ms: aloneMs });
  const before = process.cpuUsage();
  const { pages, all } = await timed(`${people.length} users who think a second, ${SCREENS_BESIDE} live screens`, () =>
    thinkingUsers(portal, { people, seen, seconds: usersS, liveScreens: SCREENS_BESIDE }),
  );
  const { user, system } = process.cpuUsage(before);
  const generator_cpu_share = Math.round((user + system) / 1e4 / usersS) / 100;
  const canceled = await settle(db);
  table(pages, alone);
  say(
    `  all: ${all.p50_ms} / ${all.p95_ms} / ${all.p99_ms} ms, ${all.pages_per_s} pages/s, ${all.failed} failed, generator ${generator_cpu_share} core`,
  );
  const cpuOf = (page: PageFigure) => alone.find((one) => one.page === page.page && one.who === page.who);
  return {
    pages: pages.map((page) => {
      const one = cpuOf(page);
      return { ...page, cpu_ms: one?.cpu_ms, alone_p50_ms: one?.p50_ms, alone_p95_ms: one?.p95_ms };
    }),
    users: {
      ...all,
      people: people.length,
      live_screens: SCREENS_BESIDE,
      generator_cpu_share,
      statements_left_running: canceled,
    },
  };
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

async function openFiling(portal: RunningPortal, db: pg.Client, people: readonly Person[]): Promise<Filing> {
  const circles = await findCircles(db, CIRCLES);
  const everyone = [
    ...new Set(circles.flatMap(({ agent, superior, validator, signer }) => [agent, superior, validator, signer])),
  ];
  const like = people[0]?.cookie ?? '';
  const cookies = await openSessions(db, { dataDir: portal.dataDir, like }, everyone);
  return Filing.open(portal.url, circles, cookies);
}

async function liveOf(
  portal: RunningPortal,
  db: pg.Client,
  given: { people: readonly Person[]; filing: Filing; seconds: number },
) {
  const at = (browsers: number) =>
    timed(`${browsers} live screens, a filing a second`, async () => {
      const figure = await liveScreens(portal, { ...given, browsers });
      await settle(db);
      say(`  ${JSON.stringify(figure)}`);
      return figure;
    });
  const live_20 = await at(20);
  return { live_20, live: await at(100) };
}

async function flowOf(portal: RunningPortal, filing: Filing, seconds: number, between: () => Promise<unknown>) {
  const parts: readonly (readonly [string, () => Promise<Record<string, number>>])[] = [
    ['ten submissions a second', () => taskVisible(portal, filing, seconds)],
    ['filings', () => filingsPerSecond(portal, filing, seconds)],
    ['requests played whole', () => wholePerSecond(portal, filing, 2 * seconds)],
  ];
  const flow: Record<string, number> = {};
  for (const [what, work] of parts) {
    const figures = await timed(what, work);
    say(`  ${JSON.stringify(figures)}`);
    Object.assign(flow, figures);
    await between();
  }
  return flow;
}
