import { DomainError } from '#domain/errors.ts';
import { aboutBatch, BATCH_MESSAGE, type BatchKind } from '#domain/signing/notice.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { type BatchEnd, batchEnd, markSeen } from '#prisma/repositories/signing/past-batches.ts';
import type { Deps, NotifyingDeps } from '../dependencies.ts';

/**
 * How long the author of a batch has to read its end on screen, in milliseconds; after that, they
 * must have closed it.
 */
const READING_MS = 20_000;

/**
 * Notifies the author of a batch that has ended with refusals, unless they read so on screen.
 * @returns false: it has not ended, or they may be reading it
 */
export async function tellBatch(
  { database, mailDomain }: NotifyingDeps,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const end = await batchEnd(database.prisma, id);
  if (end === null || end.seenAt !== null) return true;
  const { of, personId, count, done, refused, madeAt, lastAt } = end;
  if (done + refused < count || at.getTime() < lastAt.getTime() + READING_MS) return false;
  if (refused === 0) return true;
  await notify(database.prisma, {
    ...{ subject: aboutBatch(of, id), message: BATCH_MESSAGE, occasion: 'ended', mailDomain },
    detail: { refused, count, madeOn: madeAt.toISOString() },
    recipients: [personId],
  });
  return true;
}

/**
 * Records that the author read how their batch ended, so that they are not notified. Does nothing
 * before it has ended, or again.
 * @throws {DomainError} not-found
 */
export async function seeBatch(
  { database }: Pick<Deps, 'database'>,
  seen: { readonly of: BatchKind; readonly id: string; readonly personId: string; readonly at: Date },
): Promise<void> {
  const end: BatchEnd | null = await batchEnd(database.prisma, seen.id);
  if (end === null || end.personId !== seen.personId || end.of !== seen.of) throw new DomainError('not-found');
  if (end.done + end.refused === end.count) await markSeen(database.prisma, seen);
}
