import { askMigrations } from '#application/requests/ask-migrations.ts';
import { lockBatch, setBatchState, underwayIn } from '#prisma/repositories/operations/migration-batches.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { type CommandHandler, NotYet } from '../command.ts';

/** How soon it looks again whether the requests that it asked for have ended. */
const AGAIN_MS = 500;

/**
 * Asks for the rest of a batch, page after page, each once the one before has ended: what an administrator stops, or a crash, leaves
 * no more than a page under way, and what was asked for is not asked again.
 */
export const runMigrations: CommandHandler<'run-migrations'> = async ({ database, now }, { batchId }) => {
  const isOver = await database.transaction(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch === null || batch.state !== 'running') return true;
    if ((await underwayIn(tx, batchId)) > 0) return false;
    const at = now();
    const { more } = await askMigrations(tx, batch, { actor: await actorFacts(tx, batch.askedById), at });
    if (!more) await setBatchState(tx, batchId, { state: 'ended', endedAt: at });
    return !more;
  });
  if (!isOver) throw new NotYet('the batch has not come to its end', AGAIN_MS);
  return { batchId };
};
