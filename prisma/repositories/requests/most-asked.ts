import type { Tx } from '../../client.ts';

/** What is asked most, and the instant from which it was counted. */
export interface MostAsked {
  readonly kinds: readonly string[];
  readonly from: Date;
}

/**
 * The kinds that most agents asked for themselves, or on paper, over what was filed between two instants: the last `read` requests at
 * most, by an index alone (request_by_filing). One that fewer than `floor` agents asked for is not said.
 */
export async function mostAsked(
  tx: Tx,
  asked: {
    readonly from: Date;
    readonly to: Date;
    readonly read: number;
    readonly floor: number;
    readonly max: number;
  },
): Promise<MostAsked> {
  const rows = await tx.$queryRaw<{ kind: string | null; from: Date | null }[]>`
    with filed as materialized (
      select kind, agent_id, filed_at from request
       where filed_at >= ${asked.from} and filed_at <= ${asked.to} and (filed_by_id is null or on_paper)
       order by filed_at desc, id desc limit ${asked.read}),
    counted as (
      select kind, count(distinct agent_id) as agents from filed
       group by kind having count(distinct agent_id) >= ${asked.floor}
       order by agents desc, kind limit ${asked.max})
    select k.kind, w."from" from (select case when count(*) = ${asked.read} then min(filed_at) end as "from" from filed) w
      left join counted k on true order by k.agents desc, k.kind`;
  return {
    kinds: rows.flatMap(({ kind }) => kind ?? []),
    from: rows[0]?.from ?? asked.from,
  };
}
