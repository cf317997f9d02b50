import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import type pg from 'pg';
import { closeConnections } from './caller.ts';
import { connectSuperuser, settle } from './database.ts';
import { everyPage } from './every-page.ts';
import { Filing, findCircles } from './filing.ts';
import { filingsPerSecond, taskVisible, wholePerSecond } from './flow.ts';
import { hostileCallers } from './hostile.ts';
import { liveScreens } from './live.ts';
import { bringUpToDate, type Loaded } from './load/load.ts';
import { openSessions, type Person, signEveryoneIn } from './people.ts';
import { memoryMb } from './processes.ts';
import { say, timed } from './progress.ts';
import { type RunningPortal, startPortal } from './running.ts';
import { keepStatements } from './statements.ts';

export const MEASURES = ['pages', 'hostile', 'live', 'flow'] as const;
export type Measure = (typeof MEASURES)[number];

export interface Plan {
  readonly only: ReadonlySet<Measure>;
  /** Of the pages, those whose name, or whose people's, this finds. */
  readonly match: RegExp;
  /** How long each page is opened alone, in milliseconds. */
  readonly aloneMs: number;
  /** How long the fifty go from page to page, in seconds. */
  readonly usersS: number;
  readonly liveS: number;
  /** How long the hostile ask, in seconds; as long before them. */
  readonly hostileS: number;
  readonly flowS: number;
  /** Slow statements are listed: what PostgreSQL keeps for it has a price, so that no other figure counts then. */
  readonly statements: boolean;
  /** The copy stays, to be looked at. */
  readonly keep: boolean;
}

/** Enough that nobody files twice in a run at full size. */
const CIRCLES = 1_500;

/** Measures a portal on a copy of what was loaded: real processes, real HTTP, people who signed in. */
export async function measure(dataDir: string, loaded: Loaded, plan: Plan): Promise<Record<string, unknown>> {
  const figures = await onCopy(dataDir, plan, (portal, db) => measureOn(portal, db, plan));
  return { ...figures, dataset: datasetOf(loaded) };
}

/** Starts a portal on a copy of what was loaded, has it measured, stops it and removes the copy. */
export async function onCopy<T>(
  dataDir: string,
  { statements, keep }: Pick<Plan, 'statements' | 'keep'>,
  work: (portal: RunningPortal, db: pg.Client) => Promise<T>,
): Promise<T> {
  const copy = `${dataDir}-run`;
  await timed('schema of this release', () => bringUpToDate(dataDir));
  await timed('copy', async () => {
    await rm(copy, { recursive: true, force: true });
    await promisify(execFile)('cp', ['-a', '--reflink=auto', dataDir, copy]);
    // Otherwise gigabytes are on their way to the disk while the first requests are to be written to it.
    await promisify(execFile)('sync');
  });
  if (statements) await keepStatements(copy);
  const portal = await timed('start', () => startPortal(copy));
  try {
    const db = await connectSuperuser(copy, portal.runtime.databasePort ?? 0);
    try {
      return await work(portal, db);
    } finally {
      await db.end();
    }
  } finally {
    closeConnections();
    await portal.stop();
    if (!keep) await rm(copy, { recursive: true, force: true });
  }
}

const datasetOf = ({ scale, doubled, day, counts: { persons, requests, open_tasks, ...others } }: Loaded) => ({
  persons,
  requests,
  open_tasks,
  ...others,
  scale,
  doubled,
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
  const pages = plan.only.has('pages') ? await everyPage(portal, db, { people, ...plan }) : undefined;
  weigh();
  const hostile = plan.only.has('hostile') ? await hostileOf(portal, db, people, plan.hostileS) : undefined;
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
    ...(hostile && { hostile }),
    ...live,
    ...(flow && { flow }),
    memory_mb: memory.own,
    database_memory_mb: memory.database,
  };
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

const hostileOf = (portal: RunningPortal, db: pg.Client, people: readonly Person[], seconds: number) =>
  timed('hostile callers', async () => {
    const figure = await hostileCallers(portal, db, { people, seconds });
    say(`  ${JSON.stringify(figure)}`);
    return figure;
  });

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
  const parts: readonly (readonly [string, () => Promise<Record<string, unknown>>])[] = [
    ['ten submissions a second', () => taskVisible(portal, filing, seconds)],
    ['requests played whole', () => wholePerSecond(portal, filing, 2 * seconds)],
    ['filings', () => filingsPerSecond(portal, filing, seconds)],
  ];
  const flow: Record<string, unknown> = {};
  for (const [what, work] of parts) {
    const figures = await timed(what, work);
    say(`  ${JSON.stringify(figures)}`);
    Object.assign(flow, figures);
    await between();
  }
  return flow;
}
