import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { isoText } from '../../iso-text.ts';
import { readPage } from '../keyset.ts';
import { CHOSEN_REQUESTS, LATEST_FIRST } from '../requests/request-list.ts';
import { requestSearch } from '../search.ts';
import { structuresHeld } from '../structures-held.ts';
import { type DirectoryEntry, searchDirectory } from './directory.ts';

const subjectsOf = (requestId: string) => Prisma.sql`
    select ${requestId} as subject
    union select id::text from act where request_id = ${requestId}::uuid
    union select id::text from decision_intent where request_id = ${requestId}::uuid
    union select id::text from withdrawal where request_id = ${requestId}::uuid
    union select id::text from piece where request_id = ${requestId}::uuid
    union select key from task where request_id = ${requestId}::uuid`;

/** What an event must be about to belong to a request: itself, or what was made or handed in for it. */
export async function subjectsOfRequest(tx: Tx, requestId: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ subject: string }[]>(subjectsOf(requestId));
  return new Set(rows.map(({ subject }) => subject));
}

/** The numbers of the events of a chain that say by themselves which request they belong to. */
export async function sequencesNaming(tx: Tx, chain: string, requestId: string): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ sequence: number }[]>`
    select sequence from audit_payload where chain = ${chain} and content ->> 'requestId' = ${requestId}`;
  return new Set(rows.map(({ sequence }) => sequence));
}

/** The numbers of the events of a request in its agent's chain, up to that one, in order: those of `belongsTo`. */
export async function eventsOfRequest(
  tx: Tx,
  request: { readonly id: string; readonly agentId: string },
  until: number,
): Promise<number[]> {
  const rows = await tx.$queryRaw<{ sequence: number }[]>`
    with own as materialized (${subjectsOf(request.id)})
    select e.sequence from audit_event e left join audit_payload p using (chain, sequence)
     where e.chain = ${request.agentId} and e.sequence <= ${until}::int
       and (p.content ->> 'requestId' = ${request.id}
            or regexp_replace(e.subject, '^[a-z-]+:', '') in (select subject from own))
     order by e.sequence`;
  return rows.map(({ sequence }) => sequence);
}

/** An event as a page of a journal shows it; `content`: what it was about, null when erased. */
export interface EventWritten {
  readonly sequence: number;
  readonly at: string;
  readonly verb: string;
  readonly actorId: string | null;
  readonly subject: string;
  readonly hash: string;
  readonly content: unknown;
}

/** A page of a journal: the latest events of a chain first; of a request, its own alone (`belongsTo`). */
export async function eventsWritten(
  tx: Tx,
  asked: {
    readonly chain: string;
    readonly requestId: string | null;
    readonly actorId?: string | undefined;
    /** How the verb begins. */
    readonly verb?: string | undefined;
    readonly page: number;
    readonly pageSize: number;
  },
): Promise<{ readonly rows: EventWritten[]; readonly total: number; readonly actorIds: string[] }> {
  const { chain, requestId, actorId, verb, page, pageSize } = asked;
  const own =
    requestId === null
      ? Prisma.sql`select e.* from audit_event e where e.chain = ${chain}`
      : Prisma.sql`
          select e.* from audit_event e left join audit_payload p using (chain, sequence)
           where e.chain = ${chain}
             and (p.content ->> 'requestId' = ${requestId}
                  or regexp_replace(e.subject, '^[a-z-]+:', '') in (${subjectsOf(requestId)}))`;
  const isAsked = Prisma.sql`
    ${actorId === undefined ? Prisma.sql`true` : Prisma.sql`e.actor_id = ${actorId}::uuid`}
    and ${verb === undefined ? Prisma.sql`true` : Prisma.sql`starts_with(e.verb, ${verb})`}`;
  const rows = await tx.$queryRaw<EventWritten[]>`
    with own as (${own})
    select e.sequence, ${isoText(Prisma.sql`e.at`)} as at, e.verb,
           e.actor_id::text as "actorId", e.subject, e.hash, p.content
      from (select * from own e where ${isAsked} order by e.sequence desc limit ${pageSize} offset ${(page - 1) * pageSize}) e
      left join audit_payload p on p.chain = e.chain and p.sequence = e.sequence
     order by e.sequence desc`;
  const [{ total, actorIds }] = await tx.$queryRaw<[{ total: number; actorIds: string[] }]>`
    with own as (${own})
    select (count(*) filter (where ${isAsked}))::int as total,
           coalesce(array_agg(distinct e.actor_id::text) filter (where e.actor_id is not null), '{}') as "actorIds"
      from own e`;
  return { rows, total, actorIds };
}

/** Tells the events of a request from the others of its chain. */
export async function belongsTo(
  tx: Tx,
  chain: string,
  requestId: string,
): Promise<(event: { sequence: number; subject: string }) => boolean> {
  const subjects = await subjectsOfRequest(tx, requestId);
  const naming = await sequencesNaming(tx, chain, requestId);
  return ({ sequence, subject }) => naming.has(sequence) || subjects.has(subject.replace(/^[a-z-]+:/, ''));
}

/** Whether this person consulted the same since then: one reading leaves one trace, however many pages it takes. */
export const consultedSince = async (
  tx: Tx,
  consulted: { chain: string; subject: string; actorId: string; since: Date },
): Promise<boolean> => {
  const { since, ...same } = consulted;
  const where: Prisma.AuditEventWhereInput = { ...same, verb: 'audit.consult', at: { gte: since } };
  return (await tx.auditEvent.count({ where })) > 0;
};

export interface AuditedQuery {
  readonly administratorId: string;
  readonly day: CivilDate;
  readonly q: string;
  readonly limit: number;
}

/** Requests of one's structures, found by their number or by their agent, the latest first. */
export async function auditedRequests(
  tx: Tx,
  { administratorId, day, q, limit }: AuditedQuery,
): Promise<readonly { id: string; number: string; versionId: string; structureName: string; filedAt: Date }[]> {
  const held = structuresHeld(administratorId, 'administrateur', day);
  const columns = { agentId: Prisma.sql`r.agent_id`, requestId: Prisma.sql`r.id` };
  const searched = await requestSearch(tx, q, columns);
  const structure = Prisma.sql`r.structure_id`;
  const { rows } = await readPage<{
    id: string;
    number: string;
    versionId: string;
    structureName: string;
    filedAt: Date;
  }>(
    tx,
    {
      given: [held.given],
      chosen: Prisma.sql`
        ${CHOSEN_REQUESTS} from request r ${searched.join} where ${held.condition(structure)} and ${searched.joined}`,
      few: Prisma.sql`from few r`,
      condition: Prisma.sql`${held.condition(structure)} and ${searched.condition}`,
      sorted: Prisma.sql`from request r`,
      id: Prisma.sql`r.id`,
      order: LATEST_FIRST,
      read: (ids) => Prisma.sql`
        select r.id::text, r.number, r.version_id::text as "versionId", s.name as "structureName", r.filed_at as "filedAt"
          from request r join structure s on s.id = r.structure_id where r.id = any(${ids}::uuid[])`,
      idOf: ({ id }) => id,
    },
    { pageSize: limit },
  );
  return rows;
}

/** People posted that day in one's structures. */
export const auditedPeople = (tx: Tx, { administratorId, day, q, limit }: AuditedQuery): Promise<DirectoryEntry[]> =>
  searchDirectory(tx, q, day, limit, structuresHeld(administratorId, 'administrateur', day));
