import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../figures.ts';
import { call, listen } from './caller.ts';
import type { Filing } from './filing.ts';
import type { Person } from './people.ts';
import type { RunningPortal } from './running.ts';

export interface LiveFigure {
  readonly browsers: number;
  readonly filings_offered: number;
  readonly filings_done: number;
  readonly filings_missed: number;
  readonly filing_p95_ms: number;
  /** What browsers read again upon what they heard: answers, those given up for a newer one, how long they took. */
  readonly reads: number;
  readonly reads_given_up: number;
  readonly reads_failed: number;
  readonly read_p95_ms: number;
}

/** What a screen reads, by address (web/client/spaces): the list of tasks, or the home. */
const SCREENS: readonly (readonly string[])[] = [
  ['/api/me', '/api/tasks'],
  [
    '/api/me',
    '/api/requests?scope=mine&state=open&pageSize=5',
    '/api/notifications?pageSize=5',
    '/api/tasks?pageSize=5',
    '/api/situations/mine/today',
  ],
];

/** What is read again upon a change: web/client/api/live.ts. « ? » ends a list's own address, with or without parameters. */
const CONCERNED: Readonly<Record<string, (change: { id?: string }) => string[]>> = {
  request: ({ id }) => [`/api/requests/${id}`, '/api/requests?', '/api/me'],
  tasks: () => ['/api/tasks?', '/api/me'],
  notifications: () => ['/api/notifications', '/api/me', '/api/situations/mine'],
};

/** What changed within so long is read again together, a screen sooner than the next: web/client/api/live.ts. */
const GATHER_MS = [200, 800] as const;
const gatherMs = (screen: number): number => GATHER_MS[0] + ((screen * 137) % (GATHER_MS[1] - GATHER_MS[0]));

/** So many browsers with a screen open read again what changes, while one filing a second is offered. */
export async function liveScreens(
  portal: RunningPortal,
  {
    people,
    filing,
    browsers,
    seconds,
  }: {
    readonly people: readonly Person[];
    readonly filing: Filing;
    readonly browsers: number;
    readonly seconds: number;
  },
): Promise<LiveFigure> {
  const reads: number[] = [];
  let givenUp = 0;
  let failed = 0;
  const open = (cookie: string, addresses: readonly string[], gatherMs: number) => {
    const under = new Map<string, AbortController>();
    const read = async (address: string) => {
      // As the client's cache: what is asked already is given up for what is asked now.
      under.get(address)?.abort();
      const control = new AbortController();
      under.set(address, control);
      const { status, ms } = await call(portal.url, cookie, address, { signal: control.signal });
      if (control.signal.aborted) givenUp += 1;
      else if (status === 200) reads.push(ms);
      else failed += 1;
      if (under.get(address) === control) under.delete(address);
    };
    const gathered = new Set<string>();
    let waiting: NodeJS.Timeout | undefined;
    const readAgain = () => {
      waiting = undefined;
      const prefixes = [...gathered];
      gathered.clear();
      for (const address of addresses)
        if (prefixes.some((prefix) => address.startsWith(prefix) || `${address}?` === prefix)) void read(address);
    };
    const screen = listen(portal.url, cookie, (change) => {
      for (const prefix of CONCERNED[change.what]?.(change) ?? []) gathered.add(prefix);
      waiting ??= setTimeout(readAgain, gatherMs);
    });
    return {
      opened: screen.opened,
      close: () => [screen.close(), clearTimeout(waiting), ...[...under.values()].map((control) => control.abort())],
    };
  };
  // One in two of those who will have the tasks to do, the others of every kind.
  const cookies = Array.from({ length: browsers }, (_, n) =>
    n % 2 === 0 ? filing.nextSuperior(n / 2) : (people[(n * 7) % people.length]?.cookie ?? ''),
  );
  const screens = cookies.map((cookie, n) =>
    open(cookie, SCREENS[Math.floor(n / 2) % SCREENS.length] ?? [], gatherMs(n)),
  );
  await Promise.all(screens.map(({ opened }) => opened));

  const took: number[] = [];
  const offered = Array.from({ length: seconds }, async (_, second) => {
    await pause(second * 1000);
    const began = performance.now();
    await filing.submit(await filing.draft());
    took.push(performance.now() - began);
  });
  await Promise.allSettled(offered);
  for (const screen of screens) screen.close();
  return {
    browsers,
    filings_offered: seconds,
    filings_done: took.length,
    filings_missed: seconds - took.length,
    filing_p95_ms: quantile(took, 0.95),
    reads: reads.length,
    reads_given_up: givenUp,
    reads_failed: failed,
    read_p95_ms: quantile(reads, 0.95),
  };
}
