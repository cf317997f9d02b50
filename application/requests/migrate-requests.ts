import { type Mapping, mappingFault } from '#domain/circuit/interventions/migration.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { findVersion, lockKind } from '#prisma/repositories/circuits/circuits.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { insertBatch, setBatchState } from '#prisma/repositories/operations/migration-batches.ts';
import type { Deps } from '../dependencies.ts';
import { askMigrations } from './ask-migrations.ts';
import { versionToFollow } from './version-to-follow.ts';

/**
 * Asks for requests under way on a version to move to the one in force, or only checks whether they
 * could (`dry`): those of the structures that the person administers, except their own, or a single
 * one by its number. Requests already asked for are left out. The first ones are queued at once,
 * the workers queue the others page after page.
 * @param asked.mapping maps elements of the former version to those of the version in force that
 * have another id
 * @returns how many were queued at once, and whether there are others
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
    // Locked, so that no version is put in force or withdrawn before this is written.
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
