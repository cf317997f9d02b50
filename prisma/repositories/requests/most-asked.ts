import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { isAskedByAgent } from './requests.ts';

/** The most requested kinds, and the instant from which they were counted. */
export interface MostAsked {
  readonly kinds: readonly string[];
  readonly from: Date;
}

interface Asked {
  readonly from: Date;
  readonly to: Date;
  readonly read: number;
  readonly floor: number;
  readonly max: number;
}

const counted = statement((given: Asked) =>
  db
    .with(
      (cte) => cte('filed').materialized(),
      (made) =>
        made
          .selectFrom('request')
          .select(['kind', 'agent_id', 'filed_at'])
          .where('filed_at', '>=', given.from)
          .where('filed_at', '<=', given.to)
          .where((eb) => isAskedByAgent({ filedById: eb.ref('filed_by_id'), onPaper: eb.ref('on_paper') }))
          .orderBy('filed_at', 'desc')
          .orderBy('id', 'desc')
          .limit(given.read),
    )
    .with('counted', (made) =>
      made
        .selectFrom('filed')
        .select((eb) => ['kind', eb.fn.count<number>('agent_id').distinct().as('agents')])
        .groupBy('kind')
        .having((eb) => eb(eb.fn.count<number>('agent_id').distinct(), '>=', given.floor))
        .orderBy('agents', 'desc')
        .orderBy('kind')
        .limit(given.max),
    )
    .selectFrom((eb) =>
      eb
        .selectFrom('filed')
        .select((of) =>
          of.case().when(of.fn.countAll<number>(), '=', given.read).then(of.fn.min('filed_at')).end().as('from'),
        )
        .as('w'),
    )
    .leftJoin('counted as k', (join) => join.onTrue())
    .select(['k.kind', 'w.from'])
    .orderBy('k.agents', 'desc')
    .orderBy('k.kind'),
);

/**
 * Lists the kinds that most agents asked for themselves, or on paper, among requests filed between
 * two instants: the last `read` of them, by an index only (request_by_filing). Kinds that fewer
 * than `floor` agents asked for are left out.
 */
export async function mostAsked(tx: Tx, asked: Asked): Promise<MostAsked> {
  const rows = await counted.all(tx, asked);
  return {
    kinds: rows.flatMap(({ kind }) => kind ?? []),
    from: rows[0]?.from ?? asked.from,
  };
}
