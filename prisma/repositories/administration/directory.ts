import type { CivilDate } from '../../../domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { inForceOn } from '../in-force.ts';
import { personSearch } from '../search.ts';

export interface DirectoryEntry {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly employeeNumber: string;
  readonly quality: string | null;
  readonly structureName: string | null;
}

/**
 * People whose name or number begins so, with the post they hold that day: the work directory, nothing personal. `within`:
 * only those posted in these structures.
 */
export async function searchDirectory(
  tx: Tx,
  q: string,
  day: CivilDate,
  limit: number,
  within?: readonly string[],
): Promise<DirectoryEntry[]> {
  const posted = inForceOn(Prisma.sql`o`, day);
  const isWithin =
    within === undefined
      ? Prisma.sql`true`
      : Prisma.sql`exists (select from posting o
          where o.person_id = p.id and ${posted} and o.structure_id = any(${[...within]}::uuid[]) offset 0)`;
  const isNamed = await personSearch(tx, q, Prisma.sql`p.id`);
  return tx.$queryRaw<DirectoryEntry[]>`
    with found as materialized (
      select p.id, p.first_name, p.last_name, p.employee_number from person p
       where ${isNamed} and ${isWithin}
       order by search_key(p.last_name), search_key(p.first_name), p.id limit ${limit})
    select p.id::text, p.first_name as "firstName", p.last_name as "lastName", p.employee_number as "employeeNumber",
           o.quality, s.name as "structureName"
      from found p
      left join lateral (select o.quality, o.structure_id from posting o where o.person_id = p.id and ${posted}
        order by o."from" desc, o.id desc limit 1) o on true
      left join structure s on s.id = o.structure_id
     order by search_key(p.last_name), search_key(p.first_name), p.id`;
}

export const personExists = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.person.count({ where: { id } })) > 0;
