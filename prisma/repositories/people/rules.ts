import { type CivilDate, isDay, parisDay } from '../../../domain/calendar/civil-date.ts';
import type { Situation } from '../../../domain/effect/rules.ts';
import { Prisma, type Tx } from '../../client.ts';
import { inForceOn } from '../in-force.ts';
import { ASKED_BY_AGENT } from '../requests/requests.ts';

/** A request whose effect is judged: its data as filed, or as it would be. */
export interface JudgedRequest {
  /** Null while it is not filed. */
  readonly id: string | null;
  readonly agentId: string;
  /** Whether the agent asked for it, and nobody in their stead. */
  readonly byAgent: boolean;
  readonly filedAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

export async function filedRequest(tx: Tx, id: string): Promise<JudgedRequest> {
  const [request] = await tx.$queryRaw<JudgedRequest[]>`
    select r.id::text, r.agent_id::text as "agentId", ${ASKED_BY_AGENT} as "byAgent", r.filed_at as "filedAt", r.data
      from request r where r.id = ${id}::uuid`;
  if (request === undefined) throw new Error(`request ${id} is unknown`);
  return request;
}

/** One change of a person's situation is judged at a time, until the transaction ends. */
export async function lockSituation(tx: Tx, personId: string): Promise<void> {
  await tx.$executeRaw`select from person where id = ${personId}::uuid for no key update`;
}

/**
 * Where the agent of a request stands, for the rules. What is about to be filed meets every part-time that is granted or
 * under way; once filed, only those granted, and those whose act somebody signed already: of two that were filed before
 * rules were asked, the one that is signed first stands.
 */
export async function situationFor(tx: Tx, request: JudgedRequest): Promise<Situation> {
  const { id, agentId, byAgent, filedAt, data } = request;
  const filedOn = parisDay(filedAt);
  const effectOn = isDay(data.effectDate) ? data.effectDate : filedOn;
  const postedOn = (day: CivilDate) => Prisma.sql`(${inForceOn(Prisma.sql`o`, day)})`;
  const [found] = await tx.$queryRaw<[Pick<Situation, 'partTimes' | 'echelon' | 'grade' | 'inPostSince'>]>`
    select (select o.grade from posting o
             where o.person_id = ${agentId}::uuid and (${postedOn(effectOn)} or ${postedOn(filedOn)})
             order by ${postedOn(effectOn)} desc, o."from" desc, o.id desc limit 1) as grade,
           (select to_char(min(o."from"), 'YYYY-MM-DD') from posting o where o.person_id = ${agentId}::uuid) as "inPostSince",
           (select jsonb_build_object('grade', e.grade, 'echelon', e.echelon, 'index', e.index, 'from', e."from")
              from echelon e where e.person_id = ${agentId}::uuid order by e."from" desc, e.id desc limit 1) as echelon,
           (select coalesce(jsonb_agg(to_jsonb(t) order by t."from", t.number), '[]') from (${partTimesOf(agentId, id)}) t)
             as "partTimes"`;
  // What a form of another kind holds under these names may be no day.
  const partTimes = found.partTimes.filter(({ from, until }) => isDay(from) && isDay(until));
  return { ...found, filedOn, byAgent, partTimes };
}

/** Part-times of a person that another must not meet, granted or asked for; the request's own aside: a query. */
const partTimesOf = (personId: string, requestId: string | null): Prisma.Sql => Prisma.sql`
    select r.number, to_char(w."from", 'YYYY-MM-DD') as "from", to_char(w.until, 'YYYY-MM-DD') as until, true as granted
      from work_time w join request r on r.id = w.request_id
     where w.person_id = ${personId}::uuid and w.request_id is distinct from ${requestId}::uuid
    union all
    select number, "from", until, signed
      from (select r.number, r.data ->> 'startDate' as "from", r.data ->> 'endDate' as until, exists (
                     select from decision d join jsonb_array_elements(v.sheet -> 'steps') step on step ->> 'elementId' = d.element_id
                      where d.request_id = r.id and d.voided_at is null and (d.kind, d.outcome) = ('signature', 'signed')
                        and coalesce(step ->> 'template', 'act') = 'act') as signed
              from request r join circuit_version v on v.id = r.version_id
             where r.agent_id = ${personId}::uuid and r.closed_at is null and r.id is distinct from ${requestId}::uuid
               and v.sheet -> 'effects' @> '["work-time"]'::jsonb
               and not exists (select from work_time w where w.request_id = r.id)) under_way
     where signed or ${requestId}::uuid is null`;
