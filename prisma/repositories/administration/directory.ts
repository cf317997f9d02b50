import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { inForceOn } from '../statements/in-force.ts';
import { limitOf } from '../statements/keyset.ts';
import { namedPeople } from '../statements/search.ts';
import type { StructuresHeld } from '../statements/structures-held.ts';

/** A person as the work directory shows them. */
export interface DirectoryEntry {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly employeeNumber: string;
  readonly quality: string | null;
  readonly structureName: string | null;
}

/**
 * Finds people whose name or number begins with `q`, with their post on that day: the work
 * directory, without personal data. `within`: only those posted in these structures.
 */
export async function searchDirectory(
  tx: Tx,
  q: string,
  day: CivilDate,
  limit: number,
  within?: StructuresHeld,
): Promise<DirectoryEntry[]> {
  const posted = inForceOn(Prisma.sql`o`, day);
  const isWithin =
    within === undefined
      ? Prisma.sql`true`
      : Prisma.sql`exists (select from posting o
          where o.person_id = p.id and ${posted} and ${within.condition(Prisma.sql`o.structure_id`)} offset 0)`;
  return tx.$queryRaw<DirectoryEntry[]>`
    with ${within === undefined ? Prisma.empty : Prisma.sql`${within.given},`} found as materialized (
      -- In their order first, so that no more are looked at than are shown.
      select p.id, p.last_name, p.first_name
        from (select * from ${namedPeople(q)} n order by n.last_name, n.first_name, n.id offset 0) p
       where ${isWithin} ${limitOf(limit)})
    select p.id::text, p.first_name as "firstName", p.last_name as "lastName", p.employee_number as "employeeNumber",
           o.quality, s.name as "structureName"
      from found f join person p on p.id = f.id
      left join lateral (select o.quality, o.structure_id from posting o where o.person_id = p.id and ${posted}
        order by o."from" desc, o.id desc limit 1) o on true
      left join structure s on s.id = o.structure_id
     order by f.last_name, f.first_name, p.id`;
}

/** True if a person exists. */
export const personExists = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.person.count({ where: { id } })) > 0;
