import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../figures.ts';
import { call, listen } from './caller.ts';
import type { Page, Seen } from './pages.ts';
import type { Person, Who } from './people.ts';
import type { RunningPortal } from './running.ts';

/** A page among fifty people who each think a second between two. */
export interface PageFigure {
  readonly page: string;
  readonly who: Who;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  readonly times: number;
  readonly failed: number;
}

/** How long people think, in turns: a second on average. */
const THINKING_MS = [500, 1_500, 800, 1_200, 1_000];
/** Pages that are not counted: code gets faster while it runs, caches fill. */
const WARM_UP_MS = 5_000;

/** Everyone goes from page to page of theirs for so long, or until `ended`, beside so many live screens that only listen. */
export async function thinkingUsers(
  portal: RunningPortal,
  {
    pages,
    people,
    seen,
    seconds,
    liveScreens,
    ended,
  }: {
    readonly pages: readonly Page[];
    readonly people: readonly Person[];
    readonly seen: ReadonlyMap<Person, Seen>;
    readonly seconds: number;
    readonly liveScreens: number;
    readonly ended?: AbortSignal;
  },
): Promise<{
  pages: PageFigure[];
  all: { p50_ms: number; p95_ms: number; p99_ms: number; pages_per_s: number; failed: number };
}> {
  const screens = Array.from({ length: liveScreens }, (_, n) =>
    listen(portal.url, people[n % people.length]?.cookie ?? '', () => {}),
  );
  await Promise.all(screens.map(({ opened }) => opened));
  const measured = new Map<string, { page: string; who: Who; times: number[]; failed: number }>();
  const from = performance.now() + WARM_UP_MS;
  const until = from + seconds * 1000;
  const goesOn = () => performance.now() < until && ended?.aborted !== true;
  await Promise.all(
    people.map(async (person, n) => {
      const found = seen.get(person);
      if (!found) return;
      const mine = pages.filter(({ who, path }) => who.includes(person.who) && path(found, 0) !== undefined);
      for (let turn = n; goesOn(); turn++) {
        await pause(THINKING_MS[(turn * 7 + n) % THINKING_MS.length]);
        const page = mine[turn % mine.length];
        const path = page?.path(found, turn);
        if (page === undefined || path === undefined) continue;
        const asked = performance.now();
        const { status, ms } = await call(portal.url, person.cookie, path);
        if (asked < from) continue;
        const key = `${page.page} · ${person.who}`;
        const figure = measured.get(key) ?? { page: page.page, who: person.who, times: [], failed: 0 };
        figure.times.push(ms);
        if (status !== 200) figure.failed += 1;
        measured.set(key, figure);
      }
    }),
  );
  const lasted = (performance.now() - from) / 1000;
  for (const screen of screens) screen.close();
  const spread = (times: readonly number[]) => ({
    p50_ms: quantile(times, 0.5),
    p95_ms: quantile(times, 0.95),
    p99_ms: quantile(times, 0.99),
  });
  const rows = [...measured.values()];
  const every = rows.flatMap(({ times }) => times);
  return {
    pages: rows.map(({ page, who, times, failed }) => ({ page, who, ...spread(times), times: times.length, failed })),
    all: {
      ...spread(every),
      pages_per_s: Math.round((every.length / lasted) * 10) / 10,
      failed: rows.reduce((sum, { failed }) => sum + failed, 0),
    },
  };
}
