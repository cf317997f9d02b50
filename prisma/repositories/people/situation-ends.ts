import type { Bilingual } from '#domain/bilingual.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { inForceOn, isAwayOn } from '../statements/in-force.ts';

/** Something of somebody's situation that ends soon, without a reminder yet. */
export interface NearEnd {
  readonly entryId: string;
  readonly personId: string;
  readonly title: Bilingual;
  readonly until: CivilDate;
  /** The nearest managers of their file, and the nearest superiors. */
  readonly managers: readonly string[];
}

/**
 * Takes entries that end within the time set by their theme, nearest first, and marks them as
 * reminded: each is taken once. Leaves out what continues beyond that day, and people who left.
 */
export const takeNearEnds = (tx: Tx, { day, at, max }: { day: CivilDate; at: Date; max: number }): Promise<NearEnd[]> =>
  tx.$queryRaw`
    with near as (
      select e.id, e.person_id, t.definition, e.until
        from situation_entry e join themes_in_force() t on t.name = e.theme
       where t.definition -> 'atEnd' is not null and e.superseded_at is null
         and e.until >= ${day}::date and e.until <= (${day}::date + (t.definition #>> '{atEnd,reminder}')::interval)::date
         and not exists (select from situation_reminder r where r.entry_id = e.id)
         and not exists (select from situation_entry n
                          where n.person_id = e.person_id and n.theme = e.theme and n.superseded_at is null and n."from" > e.until)
         and exists (select from posting o where o.person_id = e.person_id and ${inForceOn(Prisma.sql`o`, day)})
       order by e.until, e.id limit ${max}
    ), taken as (
      insert into situation_reminder (entry_id, at) select id, ${at}::timestamptz from near
      on conflict do nothing returning entry_id
    )
    select n.id::text as "entryId", p.id::text as "personId",
           n.definition -> 'title' as title, to_char(n.until, 'YYYY-MM-DD') as until,
           coalesce((
             select array_agg(distinct m.person_id::text) from (
               select h.person_id, rank() over (partition by h.role order by a.distance) as nearness
                 from posting o
                 join structure_above a on a.structure_id = o.structure_id
                 join habilitation h on h.structure_id = a.above_id and h.role in ('gestionnaire', 'superieur')
                where o.person_id = p.id and h.person_id <> p.id and ${inForceOn(Prisma.sql`o`, day)}
                  and ${inForceOn(Prisma.sql`h`, day)}
                  and (h.role <> 'superieur' or not ${isAwayOn(Prisma.sql`h`, day)})) m
              where m.nearness = 1), '{}') as managers
      from taken join near n on n.id = taken.entry_id join person p on p.id = n.person_id`;
