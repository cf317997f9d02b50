import { requestBar } from '#application/requests/migration-bar.ts';
import type { MigrationBar, MigrationState } from '#domain/circuit/interventions/migration.ts';
import { appendAudit } from '#prisma/audit.ts';
import {
  findMigration,
  type Migration,
  migratedInstances,
  setMigrationState,
} from '#prisma/repositories/operations/migrations.ts';
import { EngineRejection } from '#zeebe/client.ts';
import { ensureDeployed } from '../../circuits/publish/publish.ts';
import type { WorkerContext } from '../../context.ts';
import { engineRefuses } from '../../migration/engine-refusal.ts';
import { moveTree, type PlayedMigration, tryTree, type Way } from '../../migration/move-tree.ts';
import { type CommandHandler, NotYet } from '../command.ts';

const RETRY_MS = 500;

/**
 * Moves a request to the version that was asked for: an engine moves instances one by one, and none that they call. As long as it
 * moves none of its steps is done, and what people ask of it waits behind this command. Begun again after a crash, it goes on where
 * it stopped; where one instance cannot follow, those that did go back: nothing stays half-way.
 */
export const migrateRequest: CommandHandler<'migrate-request'> = async (context, { migrationId }) => {
  const migration = await findMigration(context.database.prisma, migrationId);
  if (migration === null) return { refused: 'not-found' };
  return { migrationId, state: await carryOn(context, migration) };
};

async function carryOn(context: WorkerContext, migration: Migration): Promise<MigrationState> {
  const { prisma } = context.database;
  const { id, instanceKey, fromVersionId: former, toVersionId: target } = migration;
  const forth: Way = { from: former, to: target, state: 'moved' };
  let { state } = migration;
  if (state === 'asked') {
    const bar =
      (await requestBar(prisma, migration)) ?? (migration.dry ? null : await deploymentBar(context, migration));
    if (bar !== null) return end(context, migration, 'refused', bar);
    if (instanceKey === null) throw new NotYet('no instance plays the request yet', RETRY_MS);
    if (migration.dry) {
      const found = await tryTree(context, { ...migration, instanceKey }, forth);
      return end(context, migration, found === 'able' ? 'would' : 'refused', found === 'over' ? CLOSED : null);
    }
    state = 'moving';
    await setMigrationState(prisma, id, { state });
  }
  const played: PlayedMigration = { ...migration, instanceKey: instanceKey ?? '' };
  if (state === 'moving') {
    const ended = await moveTree(context, played, forth);
    if (ended === 'there') return end(context, migration, 'moved');
    if (ended === 'over') return end(context, migration, 'refused', CLOSED);
    const instances = await migratedInstances(prisma, id);
    if (instances.every((one) => one.state !== 'moved')) return end(context, migration, 'refused');
    state = 'returning';
    await setMigrationState(prisma, id, { state });
  }
  if (state === 'returning') {
    const ended = await moveTree(context, played, { from: target, to: former, state: 'returned' });
    return end(context, migration, ended === 'barred' ? 'stopped' : 'refused', ended === 'over' ? CLOSED : null);
  }
  return state;
}

/** What an engine refuses of the version itself, said before anything waits for it; null once the engine has it. */
async function deploymentBar(
  context: WorkerContext,
  { toVersionId: id, kind }: Migration,
): Promise<MigrationBar | null> {
  try {
    await ensureDeployed(context, { id, kind });
    return null;
  } catch (error) {
    if (!(error instanceof EngineRejection && error.code === 'INVALID_ARGUMENT')) throw error;
    return engineRefuses(error);
  }
}

const CLOSED: MigrationBar = { cause: 'request-closed', params: {} };

async function end(
  { database, now, log }: WorkerContext,
  { id, requestId, agentId, fromVersionId, toVersionId }: Migration,
  state: Extract<MigrationState, 'would' | 'moved' | 'refused' | 'stopped'>,
  bar: MigrationBar | null = null,
): Promise<MigrationState> {
  const at = now();
  await database.transaction(async (tx) => {
    await setMigrationState(tx, id, { state, bar, endedAt: at });
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'migration.end',
      subject: `request:${requestId}`,
      payload: { migrationId: id, from: fromVersionId, to: toVersionId, state, ...(bar && { cause: bar.cause }) },
    });
  });
  const said = { migration: id, request: requestId, state };
  if (state === 'stopped') log.error(said, 'a request stays between two versions of its circuit');
  else log.info(said, 'a migration of a request ended');
  return state;
}
