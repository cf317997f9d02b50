import { civilDateOf, parisDay } from '../../../domain/calendar/civil-date.ts';
import type { DelegationFacts, Officer, SigningQuestion } from '../../../domain/decision/delegation.ts';
import { Prisma, type Tx } from '../../client.ts';
import { type ActorRow, actorOf, rightsOf } from '../people/people.ts';

type AskedRequest = Pick<SigningQuestion, 'matter' | 'agentId' | 'filedById' | 'structurePath'>;

/** What the domain asks to tell whether a person may sign the act of a request, at this instant. */
export async function signingQuestion(
  tx: Tx,
  { signerId, requestId, at }: { signerId: string; requestId: string; at: Date },
): Promise<SigningQuestion> {
  const [request] = await tx.$queryRaw<AskedRequest[]>`
    select r.kind as matter, r.agent_id::text as "agentId", r.filed_by_id::text as "filedById", s.path as "structurePath"
      from request r join structure s on s.id = r.structure_id where r.id = ${requestId}::uuid`;
  if (request === undefined) throw new Error(`request ${requestId} is unknown`);
  const delegations = await tx.delegation.findMany({
    where: { delegateId: signerId },
    include: { structure: { select: { path: true } } },
    orderBy: [{ from: 'desc' }, { id: 'asc' }],
  });
  const facts: DelegationFacts[] = [];
  for (const delegation of delegations) {
    facts.push({
      id: delegation.id,
      reference: delegation.reference,
      delegatorQuality: delegation.delegatorQuality,
      delegateId: delegation.delegateId,
      matters: delegation.matters,
      structureId: delegation.structureId,
      structurePath: delegation.structure.path,
      from: civilDateOf(delegation.from),
      until: delegation.until && civilDateOf(delegation.until),
      publishedOn: delegation.publishedOn && civilDateOf(delegation.publishedOn),
      revokedOn: delegation.revokedAt && parisDay(delegation.revokedAt),
      delegator: await officerFacts(tx, delegation.delegatorId),
    });
  }
  return {
    ...request,
    signer: await officerFacts(tx, signerId),
    delegations: facts,
    day: parisDay(at),
  };
}

/** Who holds an office: their posts and rights, whatever their dates. */
export async function officerFacts(tx: Tx, personId: string): Promise<Officer> {
  const [row] = await tx.$queryRaw<(ActorRow & Pick<Officer, 'postings'>)[]>`
    select p.id::text as "personId", ${rightsOf(Prisma.sql`p.id`)} as rights,
           (select coalesce(jsonb_agg(jsonb_build_object('from', o."from", 'until', o.until) order by o."from", o.id), '[]')
              from posting o where o.person_id = p.id) as postings
      from person p where p.id = ${personId}::uuid`;
  if (row === undefined) throw new Error(`person ${personId} is unknown`);
  return { ...actorOf(row), postings: row.postings };
}
