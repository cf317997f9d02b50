import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';
import { all, atMost, db, exists, statement } from '../../connection/typed-sql.ts';
import { covers } from '../statements/periods.ts';

interface Where {
  readonly structureId: string;
  readonly day: CivilDate;
}

/**
 * People posted in a structure or below on that day who can be mailed and have no account, as `o`.
 */
const withoutOne = ({ structureId, day }: Where) =>
  db
    .selectFrom('structure_above as a')
    .innerJoin('posting as o', (join) =>
      join.onRef('o.structure_id', '=', 'a.structure_id').on((eb) => covers(eb.ref('o.from'), eb.ref('o.until'), day)),
    )
    .where('a.above_id', '=', structureId)
    .where('o.person_id', 'in', (of) =>
      of
        .selectFrom('person as p')
        .select('p.id')
        .where((eb) => eb.or([eb('p.work_email', 'is not', null), eb('p.account_email', 'is not', null)])),
    )
    .where((eb) => eb.not(exists(eb.selectFrom('user as u').whereRef('u.person_id', '=', 'o.person_id'))));

const counted = statement((given: Where) =>
  withoutOne(given).select((eb) => eb.cast<number>(eb.fn.count('o.person_id').distinct(), 'integer').as('count')),
);

/**
 * Counts the people of a structure and below who can be invited: posted on that day, with an
 * address and no account.
 */
export const countWithoutAccount = async (tx: Tx, where: Where): Promise<number> =>
  (await counted.one(tx, where)).count;

/** Lists those people by id, `limit` at most, after one of them. */
export async function withoutAccount(
  tx: Tx,
  { after, limit, ...where }: Where & { readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const people = withoutOne(where).select('o.person_id as id').distinct().orderBy('o.person_id').limit(atMost(limit));
  const rows = await all(tx, after === null ? people : people.where('o.person_id', '>', after));
  return rows.map(({ id }) => id);
}
