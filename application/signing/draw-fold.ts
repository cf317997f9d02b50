import { DomainError } from '#domain/errors.ts';
import { type DeskFilters, readFoldId } from '#domain/signing/desk.ts';
import { enqueueAll } from '#prisma/repositories/messages/outbox.ts';
import { type Drawing, drawingsOf, keysToDraw } from '#prisma/repositories/signing/drawings.ts';
import type { Deps } from '../dependencies.ts';
import { FOLD_MAX } from './read-fold.ts';

/** Acts drawn by one command: half a second. */
const AT_ONCE = 20;

interface AskedFold {
  readonly personId: string;
  readonly id: string;
  readonly filters: DeskFilters;
  readonly at: Date;
}

/** Returns which pages of a fold are drawn, and which of the others are ordered. */
export async function readDrawings(
  { database: { prisma } }: Pick<Deps, 'database'>,
  { personId, id, filters, at }: AskedFold,
): Promise<{ readonly acts: readonly Drawing[]; readonly waiting: ReadonlySet<string> }> {
  const acts = await drawingsOf(prisma, { ...readFoldId(id), ...filters, personId, at, max: FOLD_MAX });
  if (acts.length === 0) throw new DomainError('not-found');
  const ordered = new Set(await keysToDraw(prisma, personId));
  const waiting = acts.filter(({ taskKey, sha256 }) => sha256 === null && ordered.has(taskKey));
  return { acts, waiting: new Set(waiting.map(({ taskKey }) => taskKey)) };
}

/**
 * Queues the drawing of the pages of a fold that are neither drawn nor ordered; workers typeset
 * them for the signer, some at a time, by the same rule as `orderPreview`. Ordered twice, each page
 * is drawn once.
 * @throws {DomainError} not-found when no act waits
 */
export async function drawFold({ database }: Pick<Deps, 'database'>, asked: AskedFold): Promise<void> {
  const { acts, waiting } = await readDrawings({ database }, asked);
  const keys = acts
    .filter(({ taskKey, sha256 }) => sha256 === null && !waiting.has(taskKey))
    .map(({ taskKey }) => taskKey);
  const parts = Array.from({ length: Math.ceil(keys.length / AT_ONCE) }, (_, n) =>
    keys.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );
  await enqueueAll(
    database.prisma,
    parts.map((taskKeys) => ({ command: 'draw-acts', payload: { signerId: asked.personId, taskKeys } })),
  );
}
