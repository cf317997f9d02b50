import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { inForceOn } from '../in-force.ts';

interface Where {
  readonly structureId: string;
  readonly day: CivilDate;
}

/** People posted there or below on that day who can be mailed and have no account, as `o`. */
const withoutOne = ({ structureId, day }: Where): Prisma.Sql => Prisma.sql`
  from structure_above a join posting o on o.structure_id = a.structure_id and ${inForceOn(Prisma.sql`o`, day)}
 where a.above_id = ${structureId}::uuid and o.person_id in (
   select p.id from person p where p.work_email is not null or p.account_email is not null)
   and not exists (select from "user" u where u.person_id = o.person_id)`;

/** How many they are. */
export async function countWithoutAccount(tx: Tx, where: Where): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: number }]>`
    select count(distinct o.person_id)::int as count ${withoutOne(where)}`;
  return row.count;
}

/** Some of them, by id, after one of them. */
export async function withoutAccount(
  tx: Tx,
  { after, limit, ...where }: Where & { readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const further = after === null ? Prisma.sql`true` : Prisma.sql`o.person_id > ${after}::uuid`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct o.person_id::text as id ${withoutOne(where)} and ${further} order by 1 limit ${limit}`;
  return rows.map(({ id }) => id);
}
