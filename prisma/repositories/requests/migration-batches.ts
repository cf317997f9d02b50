import {
  type BatchState,
  type Mapping,
  type MigrationState,
  placeBefore,
  placeThere,
} from '#domain/circuit/interventions/migration.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { limitOf } from '../keyset.ts';

/** Requests of a version that move together, or are only tried. */
export interface Batch {
  readonly id: string;
  readonly fromVersionId: string;
  readonly toVersionId: string;
  /** Of the only request that it is of; null: all of those of the version. */
  readonly number: string | null;
  readonly mapping: Mapping;
  readonly dry: boolean;
  readonly askedById: string;
  readonly reason: string;
  readonly state: BatchState;
}

/** Writes what is asked; answers it, going on. */
export async function insertBatch(
  tx: Tx,
  batch: Omit<Batch, 'id' | 'state'> & { readonly askedAt: Date },
): Promise<Batch> {
  const id = uuid7(new Date());
  const state: BatchState = 'running';
  await tx.migrationBatch.create({ data: { id, ...batch, mapping: { ...batch.mapping }, state } });
  return { id, state, ...batch };
}

/** A batch, its row held until the transaction ends; null when there is none. */
export async function lockBatch(tx: Tx, id: string): Promise<Batch | null> {
  const [row] = await tx.$queryRaw<Batch[]>`
    select id::text, from_version_id::text as "fromVersionId", to_version_id::text as "toVersionId", number, mapping, dry,
           asked_by_id::text as "askedById", reason, state
      from migration_batch where id = ${id}::uuid for update`;
  return row ?? null;
}

export async function setBatchState(
  tx: Tx,
  id: string,
  { state, endedAt = null }: { readonly state: BatchState; readonly endedAt?: Date | null },
): Promise<void> {
  await tx.migrationBatch.update({ where: { id }, data: { state, endedAt } });
}

/** How many requests of a batch are asked for and have not ended. */
export const underwayIn = (tx: Tx, batchId: string): Promise<number> =>
  tx.requestMigration.count({ where: { batchId, endedAt: null } });

/** A batch as administrators read it. */
export interface BatchRow extends Omit<Batch, 'fromVersionId' | 'toVersionId'> {
  readonly toNumber: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
  /** How many of its requests are where, by state. */
  readonly counts: Readonly<Partial<Record<MigrationState, number>>>;
}

/** The last batches of a version: one's own, or anybody's. */
export const batchesOf = (
  tx: Tx,
  {
    versionId,
    askedById,
    limit,
  }: { readonly versionId: string; readonly askedById: string | null; readonly limit: number },
): Promise<BatchRow[]> => {
  const whose = askedById === null ? Prisma.sql`true` : Prisma.sql`b.asked_by_id = ${askedById}::uuid`;
  return tx.$queryRaw<BatchRow[]>`
    select b.id::text, b.number, b.mapping, b.dry, b.asked_by_id::text as "askedById", b.reason, b.state,
           t.number as "toNumber", p.first_name as "firstName", p.last_name as "lastName", b.asked_at as "askedAt",
           b.ended_at as "endedAt",
           coalesce((select jsonb_object_agg(c.state, c.many)
                       from (select m.state, count(*)::int as many from request_migration m
                              where m.batch_id = b.id group by m.state) c), '{}') as counts
      from migration_batch b join person p on p.id = b.asked_by_id join circuit_version t on t.id = b.to_version_id
     where b.from_version_id = ${versionId}::uuid and ${whose}
     order by b.asked_at desc, b.id desc ${limitOf(limit)}`;
};

/** The mappings that a request moved by, oldest first. */
async function mappingsOf(tx: Tx, requestId: string): Promise<Mapping[]> {
  const rows = await tx.$queryRaw<{ mapping: Mapping }[]>`
    select b.mapping from request_migration m join migration_batch b on b.id = m.batch_id
     where m.request_id = ${requestId}::uuid and m.state = 'moved' and b.mapping <> '{}' order by m.ended_at, m.id`;
  return rows.map(({ mapping }) => mapping);
}

/** What the version that a request follows calls a place of one before it. */
export async function renamedPlaces(tx: Tx, requestId: string): Promise<(place: string) => string> {
  const mappings = await mappingsOf(tx, requestId);
  return (place) => mappings.reduce((named, mapping) => placeThere(mapping, named), place);
}

/** What the versions that a request followed before called some places; what was always called so is left out. */
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
