import { STAMP_RENEWED_BEFORE_MS } from '#domain/evidence/seal-end.ts';
import type { Tx } from '#prisma/client.ts';
import { actsWithoutEdition, archivingOf, editionsThatEnd } from '#prisma/repositories/acts/editions.ts';
import { enqueueAll } from '#prisma/repositories/messages/outbox.ts';
import type { WorkerContext } from '../context.ts';
import { type Loop, startLoop } from './loop.ts';

const EVERY_MS = 3_600_000;
/** An authority that ends has stamped thousands of acts: some each hour, for three months. */
const AT_ONCE = 500;
/**
 * Few of those that have none are tried first: where nothing has changed, more would only fill the log. The newest, since what a
 * document store has lost is of former days.
 */
const TRIED_FIRST = 10;

type Watched = Pick<WorkerContext, 'database' | 'now' | 'log'>;

/** Has acts archived anew before what stamped their newest edition ends, and those that have no edition, once. */
export function startEditionWatch(context: Watched): Loop {
  const askMissing = missingEditions(context);
  return startLoop({
    name: 'editions',
    everyMs: EVERY_MS,
    log: context.log,
    turn: async () => {
      await renewEditions(context);
      await askMissing();
      return false;
    },
  });
}

/** One look; answers how many are asked for. */
export async function renewEditions({ database, now }: Watched): Promise<number> {
  const at = now();
  const before = new Date(at.getTime() + STAMP_RENEWED_BEFORE_MS);
  return database.transaction(async (tx) => {
    const acts = await editionsThatEnd(tx, { before, now: at }, AT_ONCE);
    await askFor(tx, acts);
    return acts.length;
  });
}

/**
 * Goes once through the acts that have no edition, some at each look: their command came to nothing, while an authority published
 * nothing or by a fault that was mended since. The first few say whether that has changed; where it has not, no other is asked for
 * until workers start again. Each look answers how many are.
 */
export function missingEditions({ database, now }: Watched): () => Promise<number> {
  let asked: readonly string[] | null = null;
  let after: string | null = null;
  return async () => {
    const former = asked;
    if (former?.length === 0) return 0;
    const next = await database.transaction(async (tx) => {
      const { archived, underway } = former === null ? { archived: 1, underway: 0 } : await archivingOf(tx, former);
      if (underway > 0) return former;
      if (archived === 0) return [];
      const before = new Date(now().getTime() - EVERY_MS);
      const acts =
        former === null
          ? await actsWithoutEdition(tx, { before, newest: TRIED_FIRST })
          : await actsWithoutEdition(tx, { before, after, limit: AT_ONCE });
      await askFor(tx, acts);
      return acts;
    });
    if (next === former) return 0;
    asked = next;
    if (former !== null) after = next?.at(-1) ?? null;
    return next?.length ?? 0;
  };
}

const askFor = (tx: Tx, acts: readonly string[]): Promise<void> =>
  enqueueAll(
    tx,
    acts.map((actId) => ({ command: 'archive-act', payload: { actId } })),
  );
