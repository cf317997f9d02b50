import { parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/permissions/actor.ts';
import { canMigrateRequest } from '../../domain/permissions/operations.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { closingReason, currentVersionId, findVersion, lockKind } from '../../prisma/repositories/circuits.ts';
import { enqueue } from '../../prisma/repositories/outbox.ts';
import { insertMigration, movableRequests } from '../../prisma/repositories/requests/migrations.ts';
import type { Deps } from '../dependencies.ts';

/** Requests asked for at once: each is a command of the workers, and a mistake is seen before it is made of all. */
export const MAX_MIGRATIONS = 100;

/**
 * Asks that requests under way on a version go on by the one in force: those of the structures that the person administers,
 * their own aside, or one of them by its number. Those already asked for are left to that. Answers how many were, and whether
 * there are others.
 * @throws {DomainError} not-found, version-in-force, kind-withdrawn
 */
export async function migrateRequests(
  { database }: Pick<Deps, 'database'>,
  asked: {
    readonly actor: Actor;
    readonly versionId: string;
    readonly number: string | null;
    readonly reason: string;
    readonly at: Date;
  },
): Promise<{ readonly asked: number; readonly more: boolean }> {
  const { actor, versionId, number, reason, at } = asked;
  const day = parisDay(at);
  const { personId } = actor;
  return database.transaction(async (tx) => {
    const version = await findVersion(tx, versionId);
    if (version === null) throw new DomainError('not-found');
    // No other version is put in force, nor one withdrawn, before this is written.
    await lockKind(tx, version.kind);
    const inForce = await currentVersionId(tx, version.kind);
    if (inForce === null)
      throw new DomainError('kind-withdrawn', { reason: (await closingReason(tx, version.kind)) ?? '' });
    if (inForce === versionId) throw new DomainError('version-in-force', { number: version.number });
    const seen = { administratorId: personId, day, versionId };
    const found = await movableRequests(tx, seen, { number, limit: MAX_MIGRATIONS + 1 });
    const requests = found.slice(0, MAX_MIGRATIONS).filter((request) => canMigrateRequest(actor, request, day));
    if (number !== null && requests.length === 0) throw new DomainError('not-found');
    const versions = { fromVersionId: versionId, toVersionId: inForce };
    // Chains are held in one order, whoever asks for what.
    for (const { id: requestId, agentId } of requests.sort((a, b) => a.agentId.localeCompare(b.agentId))) {
      const migrationId = await insertMigration(tx, {
        ...{ requestId, ...versions },
        ...{ askedById: personId, askedAt: at, reason },
      });
      await appendAudit(tx, {
        chain: agentId,
        at,
        actorId: personId,
        verb: 'migration.ask',
        subject: `request:${requestId}`,
        payload: { migrationId, ...versions, reason },
      });
      await enqueue(tx, { command: 'migrate-request', payload: { requestId, migrationId } });
    }
    return { asked: requests.length, more: found.length > MAX_MIGRATIONS };
  });
}
