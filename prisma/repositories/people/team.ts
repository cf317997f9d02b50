import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { ANSWERS } from '../requests/answers.ts';

/** Days when somebody is away, or asks to be: nothing of why. */
export interface TeamAbsence {
  readonly personId: string;
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly granted: boolean;
}

/** More in one month are no team's page. */
const MAX_ABSENCES = 2_000;

/**
 * When these people are away between two days, both included, cut to them: what stands of the themes that say so in force, and what
 * their requests under way ask for. In order.
 */
export const absencesOf = (
  tx: Tx,
  personIds: readonly string[],
  { from, until }: { readonly from: CivilDate; readonly until: CivilDate },
): Promise<TeamAbsence[]> => {
  const ids = Prisma.sql`${[...personIds]}::uuid[]`;
  return tx.$queryRaw`
    with away as (
      select t.name, t.definition #>> '{inTime,from}' as "from", t.definition #>> '{inTime,until}' as until
        from themes_in_force() t where t.definition -> 'away' = 'true'),
    found as (
      select e.person_id, to_char(e."from", 'YYYY-MM-DD') as "from", to_char(e.until, 'YYYY-MM-DD') as until, true as granted
        from situation_entry e join away a on a.name = e.theme
       where e.person_id = any(${ids}) and e.superseded_at is null and e."from" <= ${until}::date
         and (e.until is null or e.until >= ${from}::date)
      union all
      select r.agent_id, asked.answers ->> a."from", asked.answers ->> a.until, false
        from request r join circuit_version v on v.id = r.version_id
        join away a on v.sheet -> 'effects' @> to_jsonb(array[a.name])
        cross join lateral (select ${ANSWERS} as answers) asked
       where r.agent_id = any(${ids}) and r.closed_at is null
         and asked.answers ->> a."from" ~ '^\\d{4}-\\d\\d-\\d\\d$' and asked.answers ->> a.until ~ '^\\d{4}-\\d\\d-\\d\\d$'
         and asked.answers ->> a."from" <= ${until}::text
         and asked.answers ->> a.until >= greatest(${from}::text, asked.answers ->> a."from")
         and not exists (select from situation_entry e where e.request_id = r.id and e.theme = a.name))
    select person_id::text as "personId", greatest("from", ${from}::text) as "from", least(until, ${until}::text) as until, granted
      from found order by person_id, 2, granted desc limit ${MAX_ABSENCES}`;
};
