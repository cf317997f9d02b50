import { parisDay } from '#domain/calendar/civil-date.ts';
import type { DelegationFacts, Officer, SigningQuestion } from '#domain/decision/delegation.ts';
import { Prisma, type Tx } from '../../client.ts';
import { type ActorRow, actorOf, postsHeldBy, rightsOf } from '../people/people.ts';

/** What is read at once: delegators are known by their ids only. */
type Asked = Omit<SigningQuestion, 'signer' | 'delegations' | 'day'> & {
  readonly signer: OfficerRow;
  readonly delegations: readonly (Omit<DelegationFacts, 'delegator'> & { readonly delegatorId: string })[];
};

/** What the domain asks to tell whether a person may sign the act of a request, at this instant. */
export async function signingQuestion(
  tx: Tx,
  { signerId, requestId, at }: { signerId: string; requestId: string; at: Date },
): Promise<SigningQuestion> {
  const [asked] = await tx.$queryRaw<Asked[]>`
    select r.kind as matter, r.agent_id::text as "agentId", r.filed_by_id::text as "filedById", s.path as "structurePath",
           ${powerRow(signerId)}
      from request r join structure s on s.id = r.structure_id where r.id = ${requestId}::uuid`;
  if (asked === undefined) throw new Error(`request ${requestId} is unknown`);
  const { signer, delegations, ...request } = asked;
  return { ...request, ...(await powerFrom(tx, signerId, { signer, delegations })), day: parisDay(at) };
}

/** The part of that question that is the signer's alone, whatever they sign. */
export async function signerPower(tx: Tx, signerId: string): Promise<Pick<SigningQuestion, 'signer' | 'delegations'>> {
  const [asked] = await tx.$queryRaw<[Pick<Asked, 'signer' | 'delegations'>]>`select ${powerRow(signerId)}`;
  return powerFrom(tx, signerId, asked);
}

const powerRow = (signerId: string): Prisma.Sql => Prisma.sql`
           (${officerRow(signerId)}) as signer,
           coalesce((select json_agg(json_build_object(
                       'id', d.id, 'reference', d.reference, 'delegatorQuality', d.delegator_quality,
                       'delegatorId', d.delegator_id, 'delegateId', d.delegate_id, 'matters', d.matters,
                       'structureId', d.structure_id, 'structurePath', o.path, 'from', d."from", 'until', d.until,
                       'publishedOn', d.published_on, 'revokedOn', paris_day(d.revoked_at), 'suspended', case when d.suspended_from is not null then
                       json_build_object('from', d.suspended_from, 'until', d.suspended_until) end) order by d."from" desc, d.id)
                       from delegation d join structure o on o.id = d.structure_id
                      where d.delegate_id = ${signerId}::uuid), '[]') as delegations`;

async function powerFrom(tx: Tx, signerId: string, { signer, delegations }: Pick<Asked, 'signer' | 'delegations'>) {
  const officerOf = await officersOf(
    tx,
    delegations.map(({ delegatorId }) => delegatorId),
  );
  const facts = delegations.map(
    ({ delegatorId, ...delegation }): DelegationFacts => ({ ...delegation, delegator: officerOf(delegatorId) }),
  );
  return { signer: readOfficer(signer, signerId), delegations: facts };
}

type OfficerRow = (ActorRow & Pick<Officer, 'postings'>) | null;

/** Who holds an office: their posts and rights, whatever their dates. */
export const officerFacts = async (tx: Tx, personId: string): Promise<Officer> =>
  (await officersOf(tx, [personId]))(personId);

/** The same of several people, read at once: by id. */
export async function officersOf(tx: Tx, personIds: readonly string[]): Promise<(personId: string) => Officer> {
  const ids = [...new Set(personIds)];
  const rows =
    ids.length === 0
      ? []
      : await tx.$queryRaw<{ id: string; officer: OfficerRow }[]>`
          select p.id::text, ${OFFICER} as officer from person p where p.id = any(${ids}::uuid[])`;
  const byId = new Map(rows.map(({ id, officer }) => [id, officer]));
  return (personId) => readOfficer(byId.get(personId) ?? null, personId);
}

const OFFICER = Prisma.sql`
    jsonb_build_object(
      'personId', p.id, 'rights', ${rightsOf(Prisma.sql`p.id`)},
      'postings', ${postsHeldBy(Prisma.sql`p.id`)})`;
const officerRow = (personId: string): Prisma.Sql =>
  Prisma.sql`select ${OFFICER} from person p where p.id = ${personId}::uuid`;

function readOfficer(row: OfficerRow, personId: string): Officer {
  if (row === null) throw new Error(`person ${personId} is unknown`);
  return { ...actorOf(row), postings: row.postings };
}
