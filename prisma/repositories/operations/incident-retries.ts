import { sql } from 'kysely';
import type { RetriedState, RetryState } from '#domain/incident/incident-retry.ts';
import { Prisma, type Tx } from '../../client.ts';
import { all, atMost, countOfRows, db, isOneOf, statement, unnested } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { type Counted, countUpTo, type PageAsked, type PageOfRows, pageByKey } from '../statements/keyset.ts';

/** A retry of incidents that have one cause. */
export interface Retry {
  readonly id: string;
  readonly askedById: string;
  readonly askedAt: Date;
  readonly reason: string;
  readonly circuit: string;
  readonly place: string;
  readonly cause: string;
  readonly state: RetryState;
  readonly watchedUntil: Date | null;
  readonly endedAt: Date | null;
}

/** An incident to retry. */
export interface NewRetried {
  readonly incidentKey: string;
  readonly instanceKey: string;
  readonly elementInstanceKey: string;
  readonly requestId: string | null;
  readonly place: string;
  readonly errorType: string;
}

/**
 * Writes a retry with its incidents, except those of another retry under way; returns how many were
 * written.
 */
export async function insertRetry(
  tx: Tx,
  retry: Omit<Retry, 'id' | 'state' | 'watchedUntil' | 'endedAt'>,
  incidents: readonly NewRetried[],
): Promise<{ readonly retryId: string; readonly count: number }> {
  const retryId = uuid7(retry.askedAt);
  await tx.incidentRetry.create({ data: { id: retryId, ...retry, state: 'asked' satisfies RetryState } });
  const count = await retriedInserted.run(tx, {
    retryId,
    at: retry.askedAt,
    incidentKeys: incidents.map(({ incidentKey }) => incidentKey),
    instanceKeys: incidents.map(({ instanceKey }) => instanceKey),
    elementInstanceKeys: incidents.map(({ elementInstanceKey }) => elementInstanceKey),
    requestIds: incidents.map(({ requestId }) => requestId),
    places: incidents.map(({ place }) => place),
    errorTypes: incidents.map(({ errorType }) => errorType),
  });
  return { retryId, count };
}

const retriedInserted = statement(
  (given: {
    retryId: string;
    at: Date;
    incidentKeys: readonly string[];
    instanceKeys: readonly string[];
    elementInstanceKeys: readonly string[];
    requestIds: readonly (string | null)[];
    places: readonly string[];
    errorTypes: readonly string[];
  }) =>
    db
      .insertInto('retried_incident')
      .columns([
        'retry_id',
        'incident_key',
        'instance_key',
        'element_instance_key',
        'request_id',
        'place',
        'error_type',
        'state',
        'changed_at',
      ])
      .expression((eb) =>
        eb
          .selectFrom(
            unnested(
              {
                incident: given.incidentKeys,
                instance: given.instanceKeys,
                element: given.elementInstanceKeys,
                request: given.requestIds,
                place: given.places,
                type: given.errorTypes,
              },
              { incident: 'text', instance: 'text', element: 'text', request: 'uuid', place: 'text', type: 'text' },
            ),
          )
          .select([
            sql<string>`${given.retryId}::uuid`.as('retry'),
            'given.incident',
            'given.instance',
            'given.element',
            'given.request',
            'given.place',
            'given.type',
            sql.lit('waiting' satisfies RetriedState).as('state'),
            sql<Date>`${given.at}::timestamptz`.as('at'),
          ]),
      )
      .onConflict((incident) => incident.doNothing()),
);

/** Counts which of these incidents another retry already holds. */
export const countUnderWay = async (tx: Tx, incidentKeys: readonly string[]): Promise<number> =>
  (await underWay.one(tx, { incidentKeys })).many;

const underWay = statement((given: { incidentKeys: readonly string[] }) =>
  db
    .selectFrom('retried_incident')
    .select(countOfRows.as('many'))
    .where((eb) => isOneOf(eb.ref('incident_key'), given.incidentKeys))
    .where('state', 'in', ['waiting', 'sent']),
);

/** Finds a retry; null if it does not exist. */
export const findRetry = (tx: Tx, id: string): Promise<Retry | null> =>
  tx.incidentRetry.findUnique({ where: { id } }) as Promise<Retry | null>;

/** Sets the state of a retry. */
export async function setRetryState(
  tx: Tx,
  id: string,
  change: { readonly state: RetryState; readonly watchedUntil?: Date; readonly endedAt?: Date },
): Promise<void> {
  await tx.incidentRetry.update({ where: { id }, data: change });
}

/** One of its incidents, with what retrying it needs. */
export interface Retried extends NewRetried {
  readonly state: RetriedState;
  readonly agentId: string | null;
  readonly structurePath: string | null;
}

/** Lists its next incidents: those being sent to the engine first, then those that wait, by key. */
export const nextRetried = (tx: Tx, retryId: string, limit: number): Promise<Retried[]> =>
  all(
    tx,
    db
      .selectFrom('retried_incident as i')
      .leftJoin('request as r', 'r.id', 'i.request_id')
      .leftJoin('structure as s', 's.id', 'r.structure_id')
      .select([
        'i.incident_key as incidentKey',
        'i.instance_key as instanceKey',
        'i.element_instance_key as elementInstanceKey',
        'i.request_id as requestId',
        'i.place',
        'i.error_type as errorType',
        'i.state',
        'r.agent_id as agentId',
        's.path as structurePath',
      ])
      .where('i.retry_id', '=', retryId)
      .where('i.state', 'in', ['waiting', 'sent'])
      .orderBy('i.state')
      .orderBy((eb) => eb.cast('i.incident_key', 'numeric'))
      .limit(atMost(limit)),
  );

/** Sets the state of a retried incident. */
export async function setRetriedState(
  tx: Tx,
  { retryId, incidentKey }: { readonly retryId: string; readonly incidentKey: string },
  { state, at }: { readonly state: RetriedState; readonly at: Date },
): Promise<void> {
  const where = { retryId_incidentKey: { retryId, incidentKey } };
  await tx.retriedIncident.update({ where, data: { state, changedAt: at } });
}

/** Lists the element instances whose retry succeeded, by the keys of the engine. */
export const retriedPassages = (
  tx: Tx,
  retryId: string,
): Promise<{ instanceKey: string; elementInstanceKey: string }[]> =>
  tx.retriedIncident.findMany({
    where: { retryId, state: 'done' satisfies RetriedState },
    select: { instanceKey: true, elementInstanceKey: true },
  });

/** Records which of those stopped again. */
export async function setStoppedAgain(
  tx: Tx,
  retryId: string,
  { elementInstanceKeys, at }: { readonly elementInstanceKeys: readonly string[]; readonly at: Date },
): Promise<void> {
  await stoppedAgain.run(tx, { retryId, elementInstanceKeys, at });
}

const stoppedAgain = statement((given: { retryId: string; elementInstanceKeys: readonly string[]; at: Date }) =>
  db
    .updateTable('retried_incident')
    .set({ state: 'again', changed_at: given.at })
    .where('retry_id', '=', given.retryId)
    .where('state', '=', 'done')
    .where((eb) => isOneOf(eb.ref('element_instance_key'), given.elementInstanceKeys)),
);

/** Counts its incidents by state. */
export async function countRetried(tx: Tx, retryId: string): Promise<Partial<Record<RetriedState, number>>> {
  const rows = await byState.all(tx, { retryId });
  return Object.fromEntries(rows.map(({ state, many }) => [state, many]));
}

const byState = statement((given: { retryId: string }) =>
  db
    .selectFrom('retried_incident')
    .select(['state', countOfRows.as('many')])
    .where('retry_id', '=', given.retryId)
    .groupBy('state'),
);

/** A retry as administrators read it. */
export interface RetryRow extends Retry {
  readonly firstName: string;
  readonly lastName: string;
  /**
   * A version of that kind, for its words: the current one, or the last; null if it is no kind of
   * ours.
   */
  readonly versionId: string | null;
  readonly counts: Partial<Record<RetriedState, number>>;
}

const ROW = Prisma.sql`
  select t.id::text, t.asked_by_id::text as "askedById", p.first_name as "firstName", p.last_name as "lastName",
         t.asked_at as "askedAt", t.reason, t.circuit, t.place, t.cause, t.state, t.watched_until as "watchedUntil",
         t.ended_at as "endedAt",
         (select v.id::text from circuit_version v where v.kind = t.circuit order by v.current desc, v.number desc limit 1) as "versionId",
         (select coalesce(jsonb_object_agg(c.state, c.many), '{}')
            from (select state, count(*)::int as many from retried_incident where retry_id = t.id group by state) c) as counts
    from incident_retry t join person p on p.id = t.asked_by_id`;

/** Reads a page of the retries of one person, or of everybody; newest first. */
export async function retriesAsked(
  tx: Tx,
  by: string | null,
  asked: PageAsked,
): Promise<PageOfRows<RetryRow> & Counted> {
  const chosen = by === null ? Prisma.sql`true` : Prisma.sql`t.asked_by_id = ${by}::uuid`;
  const keyset = pageByKey(
    { columns: [Prisma.sql`t.id`], descending: true, rowOf: (id) => Prisma.sql`(select ${id}::uuid)` },
    asked,
  );
  const found = await tx.$queryRaw<
    RetryRow[]
  >`${ROW} where ${chosen} and ${keyset.where} ${keyset.orderBy} ${keyset.limit}`;
  const counted = keyset.total(found) ?? (await countUpTo(tx, Prisma.sql`1 from incident_retry t where ${chosen}`));
  return { ...keyset.page(found, ({ id }) => id), ...counted };
}

/** Finds a retry as administrators read it; null if it does not exist. */
export async function findRetryRow(tx: Tx, id: string): Promise<RetryRow | null> {
  const [found] = await tx.$queryRaw<RetryRow[]>`${ROW} where t.id = ${id}::uuid`;
  return found ?? null;
}

/** One of its incidents, as it is reported. */
export interface RetriedRow extends NewRetried {
  readonly state: RetriedState;
  readonly requestNumber: string | null;
  readonly changedAt: Date;
}

/** Reads a page of its incidents, in the order of their keys: all, or those in one state. */
export async function retriedOf(
  tx: Tx,
  { retryId, state }: { readonly retryId: string; readonly state?: RetriedState | undefined },
  asked: PageAsked,
): Promise<PageOfRows<RetriedRow> & Counted> {
  const chosen = Prisma.sql`i.retry_id = ${retryId}::uuid and ${state === undefined ? Prisma.sql`true` : Prisma.sql`i.state = ${state}`}`;
  const keyset = pageByKey(
    {
      columns: [Prisma.sql`i.incident_key`],
      descending: false,
      rowOf: (key) => Prisma.sql`(select ${key})`,
    },
    asked,
  );
  const found = await tx.$queryRaw<RetriedRow[]>`
    select i.incident_key as "incidentKey", i.instance_key as "instanceKey", i.element_instance_key as "elementInstanceKey",
           i.request_id::text as "requestId", i.place, i.error_type as "errorType", i.state, i.changed_at as "changedAt",
           r.number as "requestNumber"
      from retried_incident i left join request r on r.id = i.request_id
     where ${chosen} and ${keyset.where} ${keyset.orderBy} ${keyset.limit}`;
  const counted = keyset.total(found) ?? (await countUpTo(tx, Prisma.sql`1 from retried_incident i where ${chosen}`));
  return { ...keyset.page(found, ({ incidentKey }) => incidentKey), ...counted };
}
