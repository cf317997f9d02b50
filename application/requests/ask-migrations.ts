import { parisDay } from '../../domain/calendar/civil-date.ts';
import type { Actor } from '../../domain/permissions/actor.ts';
import { canMigrateRequest } from '../../domain/permissions/operations.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Tx } from '../../prisma/client.ts';
import { enqueue } from '../../prisma/repositories/outbox.ts';
import type { Batch } from '../../prisma/repositories/requests/migration-batches.ts';
import { insertMigration, movableRequests } from '../../prisma/repositories/requests/migrations.ts';

/** Requests asked for at once: each is a command of the workers, and a mistake is seen before it is made of all. */
export const MIGRATIONS_AT_ONCE = 50;

/** Asks for the next requests of a batch, by the rights of whoever asks, that day. Answers how many, and whether there are others. */
export async function askMigrations(
  tx: Tx,
  batch: Batch,
  { actor, at }: { readonly actor: Actor; readonly at: Date },
): Promise<{ readonly asked: number; readonly more: boolean }> {
  const { id: batchId, fromVersionId, toVersionId, number, mapping, dry, reason } = batch;
  const { personId } = actor;
  const day = parisDay(at);
  const seen = { administratorId: personId, day, versionId: fromVersionId };
  const found = await movableRequests(tx, seen, { number, batchId, limit: MIGRATIONS_AT_ONCE + 1 });
  const requests = found.slice(0, MIGRATIONS_AT_ONCE).filter((request) => canMigrateRequest(actor, request, day));
  const versions = { fromVersionId, toVersionId };
  // Chains are held in one order, whoever asks for what.
  for (const { id: requestId, agentId } of requests.sort((a, b) => a.agentId.localeCompare(b.agentId))) {
    const migrationId = await insertMigration(tx, {
      ...{ requestId, batchId, ...versions },
      ...{ askedById: personId, askedAt: at, reason },
    });
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: personId,
      verb: 'migration.ask',
      subject: `request:${requestId}`,
      payload: { migrationId, batchId, ...versions, mapping: { ...mapping }, dry, reason },
    });
    await enqueue(tx, { command: 'migrate-request', payload: { requestId, migrationId } });
  }
  return { asked: requests.length, more: found.length > MIGRATIONS_AT_ONCE };
}
