import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canLaunchBatch, canSeeBatch } from '#domain/permissions/starting.ts';
import { appendAudit } from '#prisma/audit.ts';
import { countActLines, lockActBatch, setActBatch } from '#prisma/repositories/requests/act-batches.ts';
import type { Deps } from '../dependencies.ts';

/**
 * Launches a batch that was tried: workers file its acts in the name of the person who prepared it.
 * Called again, it does nothing.
 * @throws {DomainError} not-found, not-startable, batch-not-planned
 */
export const launchActBatch = (
  { database, versions }: Pick<Deps, 'database' | 'versions'>,
  { actor, id, at }: { readonly actor: Actor; readonly id: string; readonly at: Date },
): Promise<void> =>
  database.transaction(async (tx) => {
    const batch = await lockActBatch(tx, id);
    if (batch === null || !canSeeBatch(actor, batch.madeById)) throw new DomainError('not-found');
    if (batch.state === 'asked' || batch.state === 'done') return;
    const { kind, madeById, versionId } = batch;
    const startedBy = (await versions.get(versionId)).manifest.startedBy ?? null;
    if (!canLaunchBatch(actor, { madeById, startedBy }, parisDay(at))) throw new DomainError('not-startable');
    const { ready } = await countActLines(tx, id);
    if (batch.state !== 'planned' || ready === 0) throw new DomainError('batch-not-planned');
    await setActBatch(tx, id, { state: 'asked', askedAt: at, touchedAt: at });
    const event = {
      chain: SYSTEM_CHAIN,
      at,
      actorId: madeById,
      verb: 'act-batch.launch',
      subject: `act-batch:${id}`,
    } as const;
    await appendAudit(tx, { ...event, payload: { kind, acts: ready } });
  });
