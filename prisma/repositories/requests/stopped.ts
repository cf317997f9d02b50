import type { Tx } from '../../client.ts';

/** An instance that plays a request, or a block of it. */
export interface RequestInstance {
  readonly instanceKey: string;
  readonly requestId: string;
  readonly number: string;
}

/** The instances that play some requests, those of their blocks included, live or over. */
export const instancesOf = (tx: Tx, requestIds: readonly string[]): Promise<RequestInstance[]> =>
  tx.$queryRaw`
    select played.instance_key as "instanceKey", r.id::text as "requestId", r.number
      from request r
      cross join lateral (
        select r.instance_key where r.instance_key is not null
         union all
        select c.instance_key from called_instance c where c.request_id = r.id) played
     where r.id = any(${[...requestIds]}::uuid[])`;

/** The next requests that incidents stop, as it was last written, by their ids. */
export async function stoppedAfter(tx: Tx, after: string | null, limit: number): Promise<string[]> {
  const rows = await tx.request.findMany({
    where: { stoppedSince: { not: null }, ...(after !== null && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Writes which of some requests incidents stop, and since when; the others of them go on. */
export async function writeStopped(
  tx: Tx,
  requestIds: readonly string[],
  since: ReadonlyMap<string, Date>,
): Promise<void> {
  const dates = requestIds.map((id) => since.get(id) ?? null);
  await tx.$executeRaw`
    update request r set stopped_since = n.since
      from unnest(${[...requestIds]}::uuid[], ${dates}::timestamptz[]) as n(id, since)
     where r.id = n.id and r.stopped_since is distinct from n.since`;
}
