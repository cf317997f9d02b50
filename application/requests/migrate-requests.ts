import { type Mapping, mappingFault } from '#domain/circuit/interventions/migration.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { findVersion, lockKind } from '#prisma/repositories/circuits.ts';
import { enqueue } from '#prisma/repositories/outbox.ts';
import { insertBatch, setBatchState } from '#prisma/repositories/requests/migration-batches.ts';
import type { Deps } from '../dependencies.ts';
import { askMigrations } from './ask-migrations.ts';
import { versionToFollow } from './version-to-follow.ts';

/**
 * Asks that requests under way on a version go on by the one in force, or only whether they would: those of the structures that
 * the person administers, their own aside, or one of them by its number. Those already asked for are left to that. Answers how
 * many were at once, and whether there are others: the workers ask for them, page after page.
 * @param mapping which element of the version in force each of the former one is, where it bears another id
 * @throws {DomainError} not-found, version-in-force, kind-withdrawn, mapping-wrong
 */
export async function migrateRequests(
  { database }: Pick<Deps, 'database'>,
  asked: {
    readonly actor: Actor;
    readonly versionId: string;
    readonly number: string | null;
    readonly mapping?: Mapping;
    readonly dry?: boolean;
    readonly reason: string;
    readonly at: Date;
  },
): Promise<{ readonly asked: number; readonly more: boolean }> {
  const { actor, versionId, number, mapping = {}, dry = false, reason, at } = asked;
  const astray = mappingFault(mapping);
  if (astray !== null) throw new DomainError('mapping-wrong', { step: astray });
  return database.transaction(async (tx) => {
    const version = await findVersion(tx, versionId);
    if (version === null) throw new DomainError('not-found');
    // No other version is put in force, nor one withdrawn, before this is written.
    await lockKind(tx, version.kind);
    const toVersionId = await versionToFollow(tx, version);
    const batch = await insertBatch(tx, {
      ...{ fromVersionId: versionId, toVersionId, number, mapping, dry, reason },
      ...{ askedById: actor.personId, askedAt: at },
    });
    const begun = await askMigrations(tx, batch, { actor, at });
    if (number !== null && begun.asked === 0) throw new DomainError('not-found');
    if (begun.more) await enqueue(tx, { command: 'run-migrations', payload: { batchId: batch.id } });
    else await setBatchState(tx, batch.id, { state: 'ended', endedAt: at });
    return begun;
  });
}
