import { tellRootGap } from '#application/evidence/tell-root-gap.ts';
import { latePlaces, rootStanding } from '#domain/evidence/root-standing.ts';
import { recordCopy, recordPlaces, rootsStand, rootsToWrite } from '#prisma/repositories/administration/daily-roots.ts';
import type { WorkerContext } from '../context.ts';
import type { Log } from '../log.ts';
import { LockNotKept } from '../places/locked-store.ts';
import type { RootPlace } from '../places/root-places.ts';
import { type Loop, startLoop } from './loop.ts';
import { makeRoot, type RootMaking } from './make-root.ts';

const EVERY_MS = 10 * 60_000;
/** Written in one turn and place: what a long absence of the place left is made up for turn after turn. */
const AT_ONCE = 10;

export type RootKeeping = RootMaking &
  Pick<WorkerContext, 'baseUrl'> & { readonly places: readonly RootPlace[]; readonly log: Log };

/** Makes the root of each day, and writes it where the owner of the database cannot reach. */
export function startDailyRoots(context: RootKeeping): Loop {
  return startLoop({ name: 'daily-root', everyMs: EVERY_MS, log: context.log, turn: () => keepRoots(context) });
}

/**
 * Runs one turn; true if there is more to write. What fails is tried again, and reported to the
 * operators and administrators once it has lasted a day.
 */
export async function keepRoots(context: RootKeeping): Promise<boolean> {
  const { log, places, database, now } = context;
  const names = places.map(({ name }) => name);
  await unlessFailed(log, 'where roots are written could not be written down', () =>
    recordPlaces(database.prisma, names, now()),
  );
  await unlessFailed(log, 'the root of the day could not be made', () => makeRoot(context));
  const written: boolean[] = [];
  for (const place of places)
    written.push((await unlessFailed(log, 'a root could not be written', () => writeIn(context, place))) ?? false);
  await alarm(context);
  return written.includes(true);
}

async function alarm({ database, baseUrl, now, log }: RootKeeping): Promise<void> {
  const stand = await rootsStand(database.prisma);
  const standing = rootStanding(stand, now());
  if (standing === 'good') return;
  const late = latePlaces(stand.places, now()).map(({ name }) => name);
  log.error({ standing, late }, 'the daily roots of the evidence have a gap');
  await tellRootGap({ database, mailDomain: new URL(baseUrl).hostname }, stand, now());
}

/** Whether more is to be written there. */
async function writeIn({ database, documents, now }: RootKeeping, place: RootPlace): Promise<boolean> {
  const roots = await rootsToWrite(database.prisma, place.name, AT_ONCE);
  for (const { day, statement, leavesSha256 } of roots) {
    await place.write({ statement, file: await documents.read(leavesSha256) });
    await recordCopy(database.prisma, { day, place: place.name, at: now() });
  }
  return roots.length === AT_ONCE;
}

async function unlessFailed<T>(log: Log, message: string, run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof LockNotKept) log.error({ reason }, message);
    else log.warn({ reason }, message);
    return null;
  }
}
