import { DomainError } from '#domain/errors.ts';
import { type DeskFilters, readFoldId } from '#domain/signing/desk.ts';
import { enqueueAll } from '#prisma/repositories/outbox.ts';
import { type Drawing, drawingsOf, keysToDraw } from '#prisma/repositories/signing/drawings.ts';
import type { Deps } from '../dependencies.ts';
import { FOLD_MAX } from './read-fold.ts';

/** Acts that one command draws: half a second. */
const AT_ONCE = 20;

interface AskedFold {
  readonly personId: string;
  readonly id: string;
  readonly filters: DeskFilters;
  readonly at: Date;
}

/** What of a fold is drawn, and how many of its acts are ordered and not drawn yet. */
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
 * Orders the pages of a fold that nobody drew or ordered: workers typeset them for the signer, some at a time, after the rule that
 * `orderPreview` asks too. Ordered twice, each is drawn once.
 * @throws {DomainError} not-found where none waits
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
