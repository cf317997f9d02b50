import type { Tx } from '../../client.ts';
import { db, isOneOf, statement, unnested } from '../../connection/typed-sql.ts';

/** An instance that runs a request, or a block of it. */
export interface RequestInstance {
  readonly instanceKey: string;
  readonly requestId: string;
  readonly number: string;
}

const instances = statement((given: { requestIds: readonly string[] }) =>
  db
    .selectFrom('request as r')
    .crossJoinLateral((eb) =>
      db
        .selectNoFrom((own) => own.cast<string>(eb.ref('r.instance_key'), 'text').as('instance_key'))
        .where(eb('r.instance_key', 'is not', null))
        .unionAll(eb.selectFrom('called_instance as c').select('c.instance_key').whereRef('c.request_id', '=', 'r.id'))
        .as('played'),
    )
    .select(['played.instance_key as instanceKey', 'r.id as requestId', 'r.number'])
    .where((eb) => isOneOf(eb.ref('r.id'), given.requestIds)),
);

/** Lists the instances that run some requests, those of their blocks included, live or over. */
export const instancesOf = (tx: Tx, requestIds: readonly string[]): Promise<RequestInstance[]> =>
  instances.all(tx, { requestIds });

/** Lists the next requests recorded as stopped by incidents, by id. */
export async function stoppedAfter(tx: Tx, after: string | null, limit: number): Promise<string[]> {
  const rows = await tx.request.findMany({
    where: { stoppedSince: { not: null }, ...(after !== null && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

const stopsWritten = statement((given: { requestIds: readonly string[]; dates: readonly (Date | null)[] }) =>
  db
    .updateTable('request as r')
    .from(unnested({ id: given.requestIds, since: given.dates }, { id: 'uuid', since: 'timestamptz' }))
    .set((eb) => ({ stopped_since: eb.ref('given.since') }))
    .whereRef('r.id', '=', 'given.id')
    .whereRef('r.stopped_since', 'is distinct from', 'given.since'),
);

/** Records which of some requests incidents stop, and since when; clears the others. */
export async function writeStopped(
  tx: Tx,
  requestIds: readonly string[],
  since: ReadonlyMap<string, Date>,
): Promise<void> {
  await stopsWritten.run(tx, { requestIds, dates: requestIds.map((id) => since.get(id) ?? null) });
}
