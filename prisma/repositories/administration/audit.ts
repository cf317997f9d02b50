import type { CivilDate } from '../../../domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { requestMatches, searchCondition } from '../search.ts';
import type { DirectoryEntry } from './directory.ts';
import { administered } from './scope.ts';

/** What an event must be about to belong to a request: itself, or what was made or handed in for it. */
export async function subjectsOfRequest(tx: Tx, requestId: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ subject: string }[]>`
    select ${requestId} as subject
    union select id::text from act where request_id = ${requestId}::uuid
    union select id::text from decision_intent where request_id = ${requestId}::uuid
    union select id::text from withdrawal where request_id = ${requestId}::uuid
    union select id::text from piece where request_id = ${requestId}::uuid
    union select key from task where request_id = ${requestId}::uuid`;
  return new Set(rows.map(({ subject }) => subject));
}

/** The numbers of the events of a chain that say by themselves which request they belong to. */
export async function sequencesNaming(tx: Tx, chain: string, requestId: string): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ sequence: number }[]>`
    select sequence from audit_payload where chain = ${chain} and content ->> 'requestId' = ${requestId}`;
  return new Set(rows.map(({ sequence }) => sequence));
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

/** The names of the people who did something. */
export const namesOf = (tx: Tx, ids: readonly string[]) =>
  tx.person.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, firstName: true, lastName: true },
    orderBy: [{ lastName: 'asc' }, { firstName: 'asc' }],
  });

export interface AuditedQuery {
  readonly administratorId: string;
  readonly day: CivilDate;
  readonly q: string;
  readonly limit: number;
}

/** Requests of one's structures, found by their number or by their agent. */
export const auditedRequests = (
  tx: Tx,
  { administratorId, day, q, limit }: AuditedQuery,
): Promise<{ id: string; number: string; versionId: string; structureName: string; filedAt: Date }[]> =>
  tx.$queryRaw`
    select r.id::text, r.number, r.version_id::text as "versionId", s.name as "structureName", r.filed_at as "filedAt"
      from request r join person p on p.id = r.agent_id join structure s on s.id = r.structure_id
     where r.structure_id in ${administered(administratorId, day)} and ${requestMatches(q, Prisma.sql`r.id`)}
     order by r.filed_at desc, r.id desc limit ${limit}`;

/** People posted that day in one's structures. */
export const auditedPeople = (tx: Tx, { administratorId, day, q, limit }: AuditedQuery): Promise<DirectoryEntry[]> =>
  tx.$queryRaw`
    select distinct on (p.last_name, p.first_name, p.id) p.id::text, p.first_name as "firstName",
           p.last_name as "lastName", p.employee_number as "employeeNumber", o.quality, s.name as "structureName"
      from person p join posting o on o.person_id = p.id join structure s on s.id = o.structure_id
     where o."from" <= ${day}::date and (o.until is null or o.until >= ${day}::date)
       and o.structure_id in ${administered(administratorId, day)} and ${searchCondition(q, 'p')}
     order by p.last_name, p.first_name, p.id, o."from" desc limit ${limit}`;
