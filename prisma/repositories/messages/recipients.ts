import type { Recipient } from '#domain/circuit/words/recipient.ts';
import { everyContact, knownBefore } from '#domain/effect/known-contacts.ts';
import { isRole, type Role } from '#domain/permissions/role.ts';
import { Prisma, type Tx } from '../../client.ts';
import { addressesIn, contactHistory } from '../people/situation.ts';
import { ASKED_BY_AGENT, KNOWN_TO_AGENT } from '../requests/requests.ts';
import { inForceOn, isAwayOn, TODAY } from '../statements/in-force.ts';

/**
 * Recipients also mailed outside work: at every address known before the request, or at these and
 * the new ones.
 */
const BY_EVERY_ADDRESS: readonly Recipient[] = ['agent-known', 'agent-all'];

/** Returns the people behind recipient names, each once. */
export async function resolveRecipients(tx: Tx, requestId: string, names: readonly Recipient[]): Promise<string[]> {
  const asked = names.flatMap((name) => peopleNamed(name, requestId));
  if (asked.length === 0) return [];
  const rows = await tx.$queryRaw<{ person: string }[]>`
    select distinct x.person::text as person from (${Prisma.join(asked, ' union all ')}) x`;
  return rows.map(({ person }) => person).sort();
}

/** Writes the queries of a recipient name, each of one column, « person ». */
function peopleNamed(name: Recipient, requestId: string): Prisma.Sql[] {
  if (isRole(name)) return [nearestHolders(requestId, name)];
  if (name === 'superieur-n2') return [superiorsOfSuperior(requestId)];
  if (name === 'agent' || BY_EVERY_ADDRESS.includes(name)) return [agentOf(requestId)];
  if (name === 'demandeur') return [requesterOf(requestId)];
  if (name === 'acted') return [whoActed(requestId)];
  if (name === 'holders') return [holdersNow(requestId)];
  if (name === 'circuit') return [agentOf(requestId), requesterOf(requestId), whoActed(requestId)];
  return [];
}

/**
 * The agent of the request. For an act started for them, only once it is sealed; or from a circuit
 * that asks for their answer, which chooses when.
 */
const agentOf = (requestId: string) => Prisma.sql`
    select r.agent_id as person from request r
     where r.id = ${requestId}::uuid and (${KNOWN_TO_AGENT} or exists (
       select from circuit_version v
        where v.id = r.version_id and v.sheet @? '$.steps[*] ? (@.decision == "answer")'))`;

/**
 * The requesters: the agent, the person who started it for them, or both for a request on paper.
 */
const requesterOf = (requestId: string) => Prisma.sql`
    select r.agent_id as person from request r where r.id = ${requestId}::uuid and ${ASKED_BY_AGENT}
    union all
    select r.filed_by_id from request r where r.id = ${requestId}::uuid and r.filed_by_id is not null`;

const whoActed = (requestId: string) => Prisma.sql`
    select author_id as person from decision where request_id = ${requestId}::uuid and voided_at is null`;

const holdersNow = (requestId: string) => Prisma.sql`
    select h.person_id as person from task_holders(
      array(select key from task where request_id = ${requestId}::uuid and state = 'created'), paris_day(now())) h`;

/**
 * The holders of a role at the nearest structure, from the agent's own upwards: people close enough
 * to act, rather than everyone up to the minister. As for tasks, never the agent, nor, among
 * superiors, the filer or anybody absent. `but`: a condition that leaves out others, on `h`.
 */
const nearestHolders = (
  requestId: string,
  role: Role,
  but = Prisma.sql`and (h.role <> 'superieur' or h.person_id is distinct from r.filed_by_id)`,
): Prisma.Sql => Prisma.sql`
    select n.person_id as person from (
      select h.person_id, rank() over (order by a.distance) as nearness
        from request r
        join structure_above a on a.structure_id = r.structure_id
        join habilitation h on h.structure_id = a.above_id and h.role = ${role}
       where r.id = ${requestId}::uuid and h.person_id <> r.agent_id
         and ${inForceOn(Prisma.sql`h`, TODAY)}
         and (h.role <> 'superieur' or not ${isAwayOn(Prisma.sql`h`, TODAY)}) ${but}) n
     where n.nearness = 1`;

/**
 * N+2, as in task_holding_of: the nearest superiors except today's N+1, the filer among them, and
 * the author of the superior's opinion.
 */
const superiorsOfSuperior = (requestId: string): Prisma.Sql =>
  nearestHolders(
    requestId,
    'superieur',
    Prisma.sql`
         and h.person_id is distinct from r.filed_by_id
         and h.person_id not in (select s.person from (${nearestHolders(requestId, 'superieur', Prisma.empty)}) s)
         and h.person_id not in (
           select d.author_id from decision d join task t on t.key = d.task_key
            where d.request_id = ${requestId}::uuid and t.role = 'superieur' and d.voided_at is null)`,
  );

/**
 * Lists the agent's personal addresses that a message also goes to, each once: « agent-known »,
 * those known before the request (domain/effect/known-contacts.ts); « agent-all », every recent
 * one.
 */
export async function personalAddresses(
  tx: Tx,
  request: { readonly id: string; readonly agentId: string; readonly filedAt: Date },
  names: readonly Recipient[],
  at: Date,
): Promise<{ recipientId: string; address: string }[]> {
  if (!names.some((name) => BY_EVERY_ADDRESS.includes(name))) return [];
  if ((await resolveRecipients(tx, request.id, ['agent'])).length === 0) return [];
  const history = await contactHistory(tx, request.agentId);
  const contacts = names.includes('agent-all') ? everyContact(history, at) : knownBefore(history, request.filedAt);
  return addressesIn(contacts).map((address) => ({ recipientId: request.agentId, address }));
}
