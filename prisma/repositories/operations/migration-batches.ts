import {
  type BatchState,
  type Mapping,
  type MigrationState,
  placeBefore,
  placeThere,
} from '#domain/circuit/interventions/migration.ts';
import type { Tx } from '../../client.ts';
import { all, atMost, countOfRows, db, json, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

/** Requests of a version that migrate together, or are only tried. */
export interface Batch {
  readonly id: string;
  readonly fromVersionId: string;
  readonly toVersionId: string;
  /** Of the only request to migrate; null: all those of the version. */
  readonly number: string | null;
  readonly mapping: Mapping;
  readonly dry: boolean;
  readonly askedById: string;
  readonly reason: string;
  readonly state: BatchState;
}

/** Writes a batch; returns it, running. */
export async function insertBatch(
  tx: Tx,
  batch: Omit<Batch, 'id' | 'state'> & { readonly askedAt: Date },
): Promise<Batch> {
  const id = uuid7(new Date());
  const state: BatchState = 'running';
  await tx.migrationBatch.create({ data: { id, ...batch, mapping: { ...batch.mapping }, state } });
  return { id, state, ...batch };
}

const held = statement((given: { id: string }) =>
  db
    .selectFrom('migration_batch')
    .select(['id', 'from_version_id as fromVersionId', 'to_version_id as toVersionId', 'number', 'mapping', 'dry'])
    .select((eb) => ['asked_by_id as askedById', 'reason', eb.ref('state').$castTo<BatchState>().as('state')])
    .where('id', '=', given.id)
    .forUpdate(),
);

/** Finds a batch and locks its row until the transaction ends; null if it does not exist. */
export const lockBatch = (tx: Tx, id: string): Promise<Batch | null> => held.first(tx, { id });

/** Sets the state of a batch, and when it ended. */
export async function setBatchState(
  tx: Tx,
  id: string,
  { state, endedAt = null }: { readonly state: BatchState; readonly endedAt?: Date | null },
): Promise<void> {
  await tx.migrationBatch.update({ where: { id }, data: { state, endedAt } });
}

/** Counts the migrations of a batch that have not ended. */
export const underwayIn = (tx: Tx, batchId: string): Promise<number> =>
  tx.requestMigration.count({ where: { batchId, endedAt: null } });

/** A batch as administrators read it. */
export interface BatchRow extends Omit<Batch, 'fromVersionId' | 'toVersionId'> {
  readonly toNumber: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
  /** Counts of its requests, by state. */
  readonly counts: Readonly<Partial<Record<MigrationState, number>>>;
}

/** Lists the last batches of a version, one's own or everybody's. */
export const batchesOf = (
  tx: Tx,
  {
    versionId,
    askedById,
    limit,
  }: { readonly versionId: string; readonly askedById: string | null; readonly limit: number },
): Promise<BatchRow[]> =>
  all(
    tx,
    db
      .selectFrom('migration_batch as b')
      .innerJoin('person as p', 'p.id', 'b.asked_by_id')
      .innerJoin('circuit_version as t', 't.id', 'b.to_version_id')
      .select(['b.id', 'b.number', 'b.mapping', 'b.dry', 'b.asked_by_id as askedById', 'b.reason'])
      .select(['t.number as toNumber', 'p.first_name as firstName', 'p.last_name as lastName'])
      .select(['b.asked_at as askedAt', 'b.ended_at as endedAt'])
      .select((eb) => [
        eb.ref('b.state').$castTo<BatchState>().as('state'),
        eb
          .selectFrom((of) =>
            of
              .selectFrom('request_migration as m')
              .select(['m.state', countOfRows.as('many')])
              .whereRef('m.batch_id', '=', 'b.id')
              .groupBy('m.state')
              .as('c'),
          )
          .select((of) =>
            of.fn
              .coalesce(
                of.fn.agg<BatchRow['counts'] | null>('jsonb_object_agg', ['c.state', 'c.many']),
                json<BatchRow['counts']>({}),
              )
              .as('counts'),
          )
          .$asScalar()
          .$notNull()
          .as('counts'),
      ])
      .where('b.from_version_id', '=', versionId)
      .$if(askedById !== null, (batches) => batches.where('b.asked_by_id', '=', askedById))
      .orderBy('b.asked_at', 'desc')
      .orderBy('b.id', 'desc')
      .limit(atMost(limit)),
  );

const mappings = statement((given: { requestId: string }) =>
  db
    .selectFrom('request_migration as m')
    .innerJoin('migration_batch as b', 'b.id', 'm.batch_id')
    .select('b.mapping')
    .where('m.request_id', '=', given.requestId)
    .where('m.state', '=', 'moved')
    .where('b.mapping', '<>', json<Mapping>({}))
    .orderBy('m.ended_at')
    .orderBy('m.id'),
);

/** Lists the mappings by which a request migrated, oldest first. */
const mappingsOf = async (tx: Tx, requestId: string): Promise<Mapping[]> =>
  (await mappings.all(tx, { requestId })).map(({ mapping }) => mapping);

/** Returns a function that gives the present name of a place of a former version. */
export async function renamedPlaces(tx: Tx, requestId: string): Promise<(place: string) => string> {
  const mappings = await mappingsOf(tx, requestId);
  return (place) => mappings.reduce((named, mapping) => placeThere(mapping, named), place);
}

/**
 * Returns the names of some places in former versions of a request; leaves out their present names.
 */
export async function formerNames(tx: Tx, requestId: string, places: readonly string[]): Promise<string[]> {
  if (places.length === 0) return [];
  const mappings = await mappingsOf(tx, requestId);
  const names = new Set<string>();
  for (let named = places, mapping = mappings.pop(); mapping !== undefined; mapping = mappings.pop()) {
    const last = mapping;
    named = named.map((place) => placeBefore(last, place));
    for (const name of named) names.add(name);
  }
  return [...names].filter((name) => !places.includes(name));
}
