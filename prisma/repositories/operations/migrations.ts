import { sql } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Mapping, MigratedState, MigrationBar, MigrationState } from '#domain/circuit/interventions/migration.ts';
import { Prisma, type Tx } from '../../client.ts';
import { all, atMost, db, isAmong, json, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { type Counted, countUpTo, limitOf, type PageAsked, type PageOfRows, pageByKey } from '../statements/keyset.ts';
import { heldStructures, structuresBelow } from '../statements/structures-held.ts';

/**
 * An administrator, and the version whose requests they see: those of the structures that they
 * administer that day, except their own.
 */
interface Seen {
  readonly administratorId: string;
  readonly day: CivilDate;
  readonly versionId: string;
}

/** A request that can be asked to migrate. */
export interface MovableRequest {
  readonly id: string;
  readonly agentId: string;
  readonly structurePath: string;
}

/**
 * Lists open requests of a version without a migration under way and that the batch has not asked
 * for, oldest first; with a number, only that one.
 */
export async function movableRequests(
  tx: Tx,
  { administratorId, day, versionId }: Seen,
  { number, limit, batchId }: { readonly number: string | null; readonly limit: number; readonly batchId: string },
): Promise<MovableRequest[]> {
  const movable = db
    .with(
      (cte) => cte('held').materialized(),
      () => structuresBelow(administratorId, 'administrateur', day).distinct(),
    )
    .selectFrom('request as r')
    .innerJoin('structure as s', 's.id', 'r.structure_id')
    .select(['r.id', 'r.agent_id as agentId', 's.path as structurePath'])
    .where('r.version_id', '=', versionId)
    .where('r.closed_at', 'is', null)
    .where((eb) => isAmong(eb.ref('r.structure_id'), eb.selectFrom('held').select('structure_id')))
    .where('r.agent_id', '<>', administratorId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('request_migration as m')
            .whereRef('m.request_id', '=', 'r.id')
            .where((of) => of.or([of('m.ended_at', 'is', null), of('m.batch_id', '=', batchId)])),
        ),
      ),
    )
    .orderBy('r.filed_at')
    .orderBy('r.id')
    .limit(atMost(limit));
  return all(tx, number === null ? movable : movable.where('r.number', '=', number));
}

/** Writes a migration of a request; returns its id. */
export async function insertMigration(
  tx: Tx,
  migration: Record<'requestId' | 'fromVersionId' | 'toVersionId' | 'askedById' | 'reason', string> & {
    readonly batchId?: string;
    readonly askedAt: Date;
  },
): Promise<string> {
  const id = uuid7(new Date());
  await tx.requestMigration.create({ data: { id, ...migration, state: 'asked' satisfies MigrationState } });
  return id;
}

/** A migration, with what carrying it out needs. */
export interface Migration {
  readonly id: string;
  readonly state: MigrationState;
  readonly askedById: string;
  readonly fromVersionId: string;
  readonly toVersionId: string;
  readonly fromNumber: number;
  readonly toNumber: number;
  readonly isWithdrawn: boolean;
  readonly requestId: string;
  readonly kind: string;
  readonly agentId: string;
  readonly instanceKey: string | null;
  readonly isClosed: boolean;
  readonly data: Readonly<Record<string, unknown>>;
  readonly mapping: Mapping;
  /** True if it is only tried. */
  readonly dry: boolean;
}

const migrationOf = statement((given: { id: string }) =>
  db
    .selectFrom('request_migration as m')
    .innerJoin('request as r', 'r.id', 'm.request_id')
    .innerJoin('circuit_version as f', 'f.id', 'm.from_version_id')
    .innerJoin('circuit_version as t', 't.id', 'm.to_version_id')
    .leftJoin('migration_batch as b', 'b.id', 'm.batch_id')
    .select(['m.id', 'm.asked_by_id as askedById', 'm.from_version_id as fromVersionId'])
    .select(['m.to_version_id as toVersionId', 'f.number as fromNumber', 't.number as toNumber'])
    .select(['r.id as requestId', 'r.kind', 'r.agent_id as agentId', 'r.instance_key as instanceKey'])
    .select((eb) => [
      eb.ref('m.state').$castTo<MigrationState>().as('state'),
      eb('t.withdrawn_at', 'is not', null).$castTo<boolean>().as('isWithdrawn'),
      eb('r.closed_at', 'is not', null).$castTo<boolean>().as('isClosed'),
      eb.ref('r.data').$castTo<Migration['data']>().as('data'),
      eb.fn.coalesce('b.mapping', json<Mapping>({})).as('mapping'),
      eb.fn.coalesce('b.dry', eb.lit(false)).as('dry'),
    ])
    .where('m.id', '=', given.id),
);

/** Finds a migration; null if it does not exist. */
export const findMigration = (tx: Tx, id: string): Promise<Migration | null> => migrationOf.first(tx, { id });

/** Sets the state of a migration; `bar`: the cause, if none of its instances has one. */
export async function setMigrationState(
  tx: Tx,
  id: string,
  { state, bar, endedAt = null }: { state: MigrationState; bar?: MigrationBar | null; endedAt?: Date | null },
): Promise<void> {
  const why = bar ? { cause: bar.cause, params: { ...bar.params } } : {};
  await tx.requestMigration.update({ where: { id }, data: { state, endedAt, ...why } });
}

/** An instance of its tree, as it is reported. */
export interface MigratedInstance {
  readonly instanceKey: string;
  readonly path: string;
  readonly state: MigratedState;
}

/** Lists the instances of a migration. */
export const migratedInstances = async (tx: Tx, migrationId: string): Promise<MigratedInstance[]> =>
  (await tx.migratedInstance.findMany({
    where: { migrationId },
    select: { instanceKey: true, path: true, state: true },
  })) as MigratedInstance[];

/** Writes the instances of a migration, waiting. */
export async function insertMigratedInstances(
  tx: Tx,
  migrationId: string,
  { instances, at }: { readonly instances: readonly Omit<MigratedInstance, 'state'>[]; readonly at: Date },
): Promise<void> {
  const state: MigratedState = 'waiting';
  const data = instances.map((instance) => ({ migrationId, ...instance, state, changedAt: at }));
  await tx.migratedInstance.createMany({ data });
}

/**
 * Sets the state of an instance. Moving the request's own instance changes the version that it
 * follows (a trigger).
 */
export async function setMigratedState(
  tx: Tx,
  { migrationId, instanceKey }: { readonly migrationId: string; readonly instanceKey: string },
  { state, bar, at }: { readonly state: MigratedState; readonly bar?: MigrationBar; readonly at: Date },
): Promise<void> {
  await tx.migratedInstance.update({
    where: { migrationId_instanceKey: { migrationId, instanceKey } },
    data: { state, cause: bar?.cause ?? null, params: { ...bar?.params }, changedAt: at },
  });
}

/** A definition of an engine: the circuit of a version, or one of its blocks. */
export interface Definition {
  readonly versionId: string;
  /** Null: the circuit itself. */
  readonly block: string | null;
  readonly processDefinitionKey: string;
}

const definitions = statement((given: { kind: string; engine: string }) =>
  db
    .selectFrom('deployment as d')
    .innerJoin('circuit_version as v', 'v.id', 'd.version_id')
    .select([
      'd.version_id as versionId',
      sql<string | null>`null`.as('block'),
      'd.process_definition_key as processDefinitionKey',
    ])
    .where('d.engine', '=', given.engine)
    .where('v.kind', '=', given.kind)
    .unionAll(
      db
        .selectFrom('deployed_block as d')
        .innerJoin('circuit_version as v', 'v.id', 'd.version_id')
        .select(['d.version_id as versionId', 'd.block', 'd.process_definition_key as processDefinitionKey'])
        .where('d.engine', '=', given.engine)
        .where('v.kind', '=', given.kind),
    ),
);

/** Lists the definitions of a kind that an engine has, of all versions. */
export const definitionsOf = (tx: Tx, kind: string, engine: string): Promise<Definition[]> =>
  definitions.all(tx, { kind, engine });

/** A migration as administrators read it. */
export interface MigrationRow {
  readonly id: string;
  readonly requestId: string;
  readonly number: string;
  readonly fromVersionId: string;
  readonly fromNumber: number;
  readonly toNumber: number;
  readonly askedById: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly askedAt: Date;
  readonly reason: string;
  readonly dry: boolean;
  readonly state: MigrationState;
  readonly cause: MigrationBar['cause'] | null;
  readonly params: Readonly<Record<string, string>>;
  readonly endedAt: Date | null;
  readonly instances: readonly (Omit<MigratedInstance, 'instanceKey'> & {
    readonly key: string;
    readonly cause: MigrationBar['cause'] | null;
    readonly params: Readonly<Record<string, string>>;
  })[];
}

/**
 * Max instances reported of one migration: a circuit may call a block for each item of a long list.
 */
const MAX_INSTANCES = 100;

/** Reads a page of the migrations from a version, or to it, newest first. */
export async function migrationsAbout(
  tx: Tx,
  { administratorId, day, versionId }: Seen,
  asked: PageAsked,
): Promise<PageOfRows<MigrationRow> & Counted> {
  const chosen = Prisma.sql`(m.from_version_id = ${versionId}::uuid or m.to_version_id = ${versionId}::uuid)
    and r.structure_id in ${heldStructures(administratorId, 'administrateur', day)}`;
  const keyset = pageByKey(
    {
      columns: [Prisma.sql`m.id`],
      descending: true,
      rowOf: (id) => Prisma.sql`(select ${id}::uuid)`,
    },
    asked,
  );
  const found = await tx.$queryRaw<MigrationRow[]>`
    select m.id::text, r.id::text as "requestId", r.number, m.from_version_id::text as "fromVersionId", f.number as "fromNumber",
           t.number as "toNumber", m.asked_by_id::text as "askedById", p.first_name as "firstName", p.last_name as "lastName",
           m.asked_at as "askedAt", m.reason, coalesce(b.dry, false) as dry, m.state, m.cause, m.params, m.ended_at as "endedAt",
           coalesce((select jsonb_agg(jsonb_build_object('key', i.instance_key, 'path', i.path, 'state', i.state,
                                                          'cause', i.cause, 'params', i.params) order by i.path, i.instance_key)
                       from (select * from migrated_instance where migration_id = m.id ${limitOf(MAX_INSTANCES)}) i),
                    '[]') as instances
      from request_migration m join request r on r.id = m.request_id join person p on p.id = m.asked_by_id
      join circuit_version f on f.id = m.from_version_id join circuit_version t on t.id = m.to_version_id
      left join migration_batch b on b.id = m.batch_id
     where ${chosen} and ${keyset.where} ${keyset.orderBy} ${keyset.limit}`;
  const counted =
    keyset.total(found) ??
    (await countUpTo(tx, Prisma.sql`1 from request_migration m join request r on r.id = m.request_id where ${chosen}`));
  return { ...keyset.page(found, ({ id }) => id), ...counted };
}
