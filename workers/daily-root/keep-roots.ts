import { rootStanding } from '../../domain/operations/root-standing.ts';
import { recordCopy, rootsStand, rootsToWrite } from '../../prisma/repositories/administration/daily-roots.ts';
import type { Log } from '../log.ts';
import { type Loop, startLoop } from '../loop.ts';
import { LockNotKept } from './locked-store.ts';
import { makeRoot, type RootMaking } from './make-root.ts';
import type { RootPlace } from './places.ts';

const EVERY_MS = 10 * 60_000;
/** Written in one turn and place: what a long absence of the place left is made up for turn after turn. */
const AT_ONCE = 10;

export type RootKeeping = RootMaking & { readonly places: readonly RootPlace[]; readonly log: Log };

/** Makes the root of each day, and writes it where the owner of the database cannot reach. */
export function startDailyRoots(context: RootKeeping): Loop {
  return startLoop({ name: 'daily-root', everyMs: EVERY_MS, log: context.log, turn: () => keepRoots(context) });
}

/** One turn; whether there is more to write. What fails is tried again, and said to whoever watches once a day went by. */
export async function keepRoots(context: RootKeeping): Promise<boolean> {
  const { log, places } = context;
  await unlessFailed(log, 'the root of the day could not be made', () => makeRoot(context));
  const written: boolean[] = [];
  for (const place of places)
    written.push((await unlessFailed(log, 'a root could not be written', () => writeIn(context, place))) ?? false);
  const standing = rootStanding(await rootsStand(context.database.prisma), context.now());
  if (standing !== 'good') log.error({ standing }, 'the daily roots of the evidence have a gap');
  return written.includes(true);
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
