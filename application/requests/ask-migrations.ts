import { parisDay } from '#domain/calendar/civil-date.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canMigrateRequest } from '#domain/permissions/operations.ts';
import { appendAudits } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { enqueueAll } from '#prisma/repositories/messages/outbox.ts';
import type { Batch } from '#prisma/repositories/operations/migration-batches.ts';
import { insertMigration, movableRequests } from '#prisma/repositories/operations/migrations.ts';

/**
 * Number of requests queued at once: each is a command of the workers, and a mistake shows before
 * all of them are affected.
 */
export const MIGRATIONS_AT_ONCE = 50;

/**
 * Queues the next requests of a batch, judged by their author's rights that day.
 * @returns how many were queued, and whether there are others
 */
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
  const migrations: { readonly requestId: string; readonly agentId: string; readonly migrationId: string }[] = [];
  for (const { id: requestId, agentId } of requests) {
    const asked = { requestId, batchId, ...versions, askedById: personId, askedAt: at, reason };
    migrations.push({ requestId, agentId, migrationId: await insertMigration(tx, asked) });
  }
  await enqueueAll(
    tx,
    migrations.map(({ requestId, migrationId }) => ({
      command: 'migrate-request',
      payload: { requestId, migrationId },
    })),
  );
  // Written last: a person who decides or withdraws one of them locks the request before the chain
  // of its agent, who may have several.
  await appendAudits(
    tx,
    migrations.map(({ requestId, agentId, migrationId }) => ({
      ...{ chain: agentId, at, actorId: personId, verb: 'migration.ask', subject: `request:${requestId}` },
      payload: { migrationId, batchId, ...versions, mapping: { ...mapping }, dry, reason },
    })),
  );
  return { asked: requests.length, more: found.length > MIGRATIONS_AT_ONCE };
}
