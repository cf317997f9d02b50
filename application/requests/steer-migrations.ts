import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canSteerMigrations } from '#domain/permissions/operations.ts';
import { appendAudit } from '#prisma/audit.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { lockBatch, setBatchState } from '#prisma/repositories/operations/migration-batches.ts';
import type { Deps } from '../dependencies.ts';

/**
 * Pauses or resumes a batch of migrations. Those under way continue; while it is paused, no other
 * begins. Does nothing if the batch is already in that state.
 * @throws {DomainError} not-found, migrations-ended
 */
export const steerMigrations = (
  { database }: Pick<Deps, 'database'>,
  asked: { readonly actor: Actor; readonly batchId: string; readonly to: 'running' | 'paused'; readonly at: Date },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { actor, batchId, to, at } = asked;
    const batch = await lockBatch(tx, batchId);
    if (batch === null || !canSteerMigrations(actor, batch, parisDay(at))) throw new DomainError('not-found');
    if (batch.state === 'ended') throw new DomainError('migrations-ended');
    if (batch.state === to) return;
    await setBatchState(tx, batchId, { state: to });
    if (to === 'running') await enqueue(tx, { command: 'run-migrations', payload: { batchId } });
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at,
      actorId: actor.personId,
      verb: to === 'running' ? 'migration.go-on' : 'migration.pause',
      subject: `migrations:${batchId}`,
      payload: { fromVersionId: batch.fromVersionId, toVersionId: batch.toVersionId },
    });
  });
