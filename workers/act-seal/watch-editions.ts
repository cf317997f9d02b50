import { STAMP_RENEWED_BEFORE_MS } from '../../domain/operations/seal-end.ts';
import { editionsThatEnd } from '../../prisma/repositories/acts/editions.ts';
import { enqueue } from '../../prisma/repositories/outbox.ts';
import type { WorkerContext } from '../context.ts';
import { type Loop, startLoop } from '../loop.ts';

const EVERY_MS = 3_600_000;
/** An authority that ends has stamped thousands of acts: some each hour, for three months. */
const AT_ONCE = 500;

type Watched = Pick<WorkerContext, 'database' | 'now' | 'log'>;

/** Has acts archived anew before what stamped their newest edition ends. */
export function startEditionWatch(context: Watched): Loop {
  return startLoop({
    name: 'editions',
    everyMs: EVERY_MS,
    log: context.log,
    turn: () => renewEditions(context).then(() => false),
  });
}

/** One look; answers how many are asked for. */
export async function renewEditions({ database, now }: Watched): Promise<number> {
  const at = now();
  const before = new Date(at.getTime() + STAMP_RENEWED_BEFORE_MS);
  return database.transaction(async (tx) => {
    const acts = await editionsThatEnd(tx, { before, now: at }, AT_ONCE);
    for (const actId of acts) await enqueue(tx, { command: 'archive-act', payload: { actId } });
    return acts.length;
  });
}
