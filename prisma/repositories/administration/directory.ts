import type { CivilDate } from '../../../domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';
import { searchCondition } from '../search.ts';

export interface DirectoryEntry {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly employeeNumber: string;
  readonly quality: string | null;
  readonly structureName: string | null;
}

/** People whose name or number begins so, with the post they hold that day: the work directory, nothing personal. */
export const searchDirectory = (tx: Tx, q: string, day: CivilDate, limit: number): Promise<DirectoryEntry[]> =>
  tx.$queryRaw`
    select p.id::text, p.first_name as "firstName", p.last_name as "lastName", p.employee_number as "employeeNumber",
           o.quality, s.name as "structureName"
      from person p
      left join lateral (select o.quality, o.structure_id from posting o where o.person_id = p.id
          and o."from" <= ${day}::date and (o.until is null or o.until >= ${day}::date)
        order by o."from" desc, o.id desc limit 1) o on true
      left join structure s on s.id = o.structure_id
     where ${searchCondition(q, 'p')}
     order by p.last_name, p.first_name, p.id limit ${limit}`;

export const personExists = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.person.count({ where: { id } })) > 0;
