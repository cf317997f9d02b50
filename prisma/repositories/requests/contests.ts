import { namesCourt } from '#domain/act/legal/appeal.ts';
import type { AgentDecision } from '#domain/request/contest.ts';
import type { ClosingOutcome } from '#domain/request/request.ts';
import { Prisma, type Tx } from '../../client.ts';
import { courtOf } from '../people/career.ts';
import { ASKED_BY_AGENT } from './requests.ts';

/** How many decisions an agent may choose among. */
const MAX_DECISIONS = 200;

/** What was decided of `r`: its last sealed act, or how it was closed; when its agent was told, as far as is known. */
const DECIDED = Prisma.sql`
  select r.id::text as "requestId", coalesce(a.number, r.number) as number, v.sheet -> 'title' as title, a.title as act,
         case when a.template is not null then case a.template when 'refusal' then 'refused' else 'granted' end
              else r.outcome end as outcome,
         to_char(paris_day(coalesce(a.signed_at, r.closed_at)), 'YYYY-MM-DD') as "decidedOn",
         to_char(case when a.id is null then paris_day(r.closed_at) else least(
           (select min(postal_received_on(p.id)) from postal_notice p where p.act_id = a.id),
           (select paris_day(min(o.at)) from act_opening o where o.act_id = a.id)) end, 'YYYY-MM-DD') as "notifiedOn"
    from request r join circuit_version v on v.id = r.version_id
    left join lateral (
      select s.id, s.title, s.template, s.signed_at, s.sealed_at,
             (select n.number from registered_act n where n.act_id = s.id and n.sealed_at is not null) as number
        from act s
       where s.request_id = r.id and s.sealed_at is not null order by s.sealed_at desc, s.id desc limit 1) a on true
   where (a.id is not null or (r.outcome in ('granted', 'refused') and ${ASKED_BY_AGENT}))`;

/** What was decided for an agent and that they know of, newest first. */
export const decisionsFor = (tx: Tx, agentId: string): Promise<AgentDecision[]> =>
  tx.$queryRaw`${DECIDED} and r.agent_id = ${agentId}::uuid
   order by coalesce(a.sealed_at, r.closed_at) desc, r.id desc limit ${MAX_DECISIONS}`;

/** What a request contests; null: nothing. */
export async function contestedBy(tx: Tx, requestId: string): Promise<AgentDecision | null> {
  const [decision] = await tx.$queryRaw<AgentDecision[]>`
    ${DECIDED} and r.id = (select c.contests_id from request c where c.id = ${requestId}::uuid)`;
  return decision ?? null;
}

/**
 * The administrative court for what was decided of an agent; null: nobody knows, or its act names none (it may give another
 * post, and the court is then that of the new one).
 */
export async function courtOfDecision(
  tx: Tx,
  agentId: string,
  { requestId, decidedOn }: Pick<AgentDecision, 'requestId' | 'decidedOn'>,
): Promise<string | null> {
  const [act] = await tx.$queryRaw<{ appeal: string[] }[]>`
    select a.content -> 'appeal' as appeal from act a
     where a.request_id = ${requestId}::uuid and a.sealed_at is not null order by a.sealed_at desc, a.id desc limit 1`;
  return act !== undefined && !namesCourt(act.appeal) ? null : courtOf(tx, agentId, decidedOn);
}

/** A request that contests what was decided on another. */
export interface Contest {
  readonly requestId: string;
  readonly number: string;
  readonly filedAt: Date;
  readonly outcome: ClosingOutcome | null;
  readonly closedAt: Date | null;
}

/**
 * What was decided on a request, and those that contest it, in the order of their filing; null: none does. What would correct,
 * withdraw or repeal its act is not among them: once sealed, the act says so.
 */
export async function contestsOf(
  tx: Tx,
  requestId: string,
): Promise<{ readonly decision: AgentDecision; readonly contests: readonly Contest[] } | null> {
  const contests = await tx.$queryRaw<Contest[]>`
    select c.id::text as "requestId", c.number, c.filed_at as "filedAt", c.outcome, c.closed_at as "closedAt"
      from request c join circuit_version v on v.id = c.version_id
     where c.contests_id = ${requestId}::uuid and v.sheet ->> 'laterAct' is null order by c.filed_at, c.id limit ${MAX_DECISIONS}`;
  if (contests.length === 0) return null;
  const [decision] = await tx.$queryRaw<AgentDecision[]>`${DECIDED} and r.id = ${requestId}::uuid`;
  return decision === undefined ? null : { decision, contests };
}
