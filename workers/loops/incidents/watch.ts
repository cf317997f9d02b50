import { requestsPlayedBy } from '#prisma/repositories/circuits/circuits.ts';
import { stoppedAfter } from '#prisma/repositories/operations/stopped.ts';
import type { EngineClient, Incident } from '#zeebe/client.ts';
import type { Log } from '../../log.ts';
import { type EngineReaders, meetPlayed } from '../../steps/played-request.ts';
import { type Loop, startLoop } from '../loop.ts';
import { lookAtRequests, type StopReaders } from './stops.ts';

const EVERY_MS = 5_000;
/** Incidents of one turn, and stopped requests that are looked at again. */
const PAGE = 500;
/**
 * How long an incident is looked at anew, as long as no later one is much later: its instance may have stopped before it was written
 * whose it is, and a cluster's search may learn of it after others.
 */
const OVERLAP_MS = 60_000;
/** How often all that is open is read again, page after page: a search that stood still knows then what it missed. */
const WHOLE_EVERY_MS = 3_600_000;

/** What reading the open incidents takes. */
export type WatchDependencies = EngineReaders &
  StopReaders & {
    readonly engine: EngineReaders['engine'] & StopReaders['engine'] & Pick<EngineClient, 'incidentsSince'>;
    readonly now: () => Date;
    readonly log: Log;
  };

/** Writes which requests are stopped, and notifies their administrators as soon as they are: once for each incident. */
export function startIncidentWatch(dependencies: WatchDependencies): Loop {
  const { log } = dependencies;
  return startLoop({ name: 'incidents', everyMs: EVERY_MS, log, turn: incidentWatch(dependencies) });
}

/**
 * One turn after the other: the next page of what stopped since the last look, with the next page of what was stopped before,
 * which may go on by now. True when more stopped than one page holds. However many are open, a turn reads no more than two pages.
 * An incident that belongs to no request is on the list of incidents alone.
 */
export function incidentWatch(dependencies: WatchDependencies, page = PAGE): () => Promise<boolean> {
  const { database, engine, now } = dependencies;
  const seen = newestSeen();
  let since: Date | null = null;
  let after: string | null = null;
  let whole = now();
  let known: string | null = null;

  return async () => {
    const { items, next } = await engine.incidentsSince(since, { after, limit: page });
    const stopped = await requestsStoppedBy(dependencies, items);
    const before = await stoppedAfter(database.prisma, known, page);
    await lookAtRequests(dependencies, [...new Set([...stopped, ...before])]);
    known = before.length < page ? null : (before.at(-1) ?? null);
    after = next;
    // The oldest come first.
    const last = items.at(-1);
    if (last !== undefined) seen.see(new Date(last.creationTime), now());
    if (next !== null) return true;
    const isDue = now().getTime() - whole.getTime() >= WHOLE_EVERY_MS;
    if (isDue) whole = now();
    since = isDue ? null : seen.settledAt(now());
    return false;
  };
}

/** The newest incident that was read, and when it was. */
function newestSeen() {
  let newest: Date | null = null;
  let settled: Date | null = null;
  const looks: { readonly newest: Date; readonly until: number }[] = [];
  return {
    see(at: Date, now: Date) {
      if (newest !== null && at <= newest) return;
      newest = at;
      looks.push({ newest, until: now.getTime() + OVERLAP_MS });
    },
    /** What was created before need not be looked at anew; null: all must. */
    settledAt(now: Date): Date | null {
      if (newest === null) return null;
      while (looks[0] && looks[0].until <= now.getTime()) settled = looks.shift()?.newest ?? settled;
      const overlap = new Date(newest.getTime() - OVERLAP_MS);
      return settled !== null && settled > overlap ? settled : overlap;
    },
  };
}

/** The requests of stopped instances. A block may be stopped before any of its steps came to a worker. */
async function requestsStoppedBy(
  dependencies: EngineReaders,
  incidents: readonly Incident[],
): Promise<ReadonlySet<string>> {
  const keys = [...new Set(incidents.map(({ processInstanceKey }) => String(processInstanceKey)))];
  if (keys.length === 0) return new Set();
  const found = await requestsPlayedBy(dependencies.database.prisma, keys);
  const stopped = new Set(found.map(({ id }) => id));
  const met = new Set(found.map(({ instanceKey }) => instanceKey));
  // An instance that is its own root is called by nothing: nobody is asked whose it is.
  const roots = new Set(incidents.flatMap(({ rootProcessInstanceKey: root }) => (root ? [String(root)] : [])));
  for (const key of keys) {
    const request = met.has(key) || roots.has(key) ? null : await meetPlayed(dependencies, key);
    if (request !== null) stopped.add(request.requestId);
  }
  return stopped;
}
