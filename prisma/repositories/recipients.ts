import type { Recipient } from '../../domain/circuit/recipient.ts';
import { everyContact, knownBefore } from '../../domain/effect/known-contacts.ts';
import type { Tx } from '../client.ts';
import { addressesIn, contactHistory } from './people/situation.ts';

const ROLES: readonly Recipient[] = ['superieur', 'gestionnaire', 'valideur', 'signataire', 'financier'];
/** Also written to outside work: on every address known before the request, or on these and the new ones. */
const BY_EVERY_ADDRESS: readonly Recipient[] = ['agent-known', 'agent-all'];

/** The persons behind recipient names, each once. */
export async function resolveRecipients(tx: Tx, requestId: string, names: readonly Recipient[]): Promise<string[]> {
  const people = new Set<string>();
  const add = (rows: readonly { person: string }[]) => {
    for (const { person } of rows) people.add(person);
  };
  for (const name of names) {
    if (ROLES.includes(name)) add(await nearestHolders(tx, requestId, name));
    if (name === 'agent' || name === 'circuit' || BY_EVERY_ADDRESS.includes(name)) add(await agentOf(tx, requestId));
    if (name === 'demandeur' || name === 'circuit') add(await requesterOf(tx, requestId));
    if (name === 'acted' || name === 'circuit') add(await whoActed(tx, requestId));
    if (name === 'holders') add(await holdersNow(tx, requestId));
  }
  return [...people].sort();
}

/** Whom the request is about. Of an act that was started for them they hear once it is sealed, never before. */
const agentOf = (tx: Tx, requestId: string) =>
  tx.$queryRaw<{ person: string }[]>`
    select r.agent_id::text as person from request r
     where r.id = ${requestId}::uuid
       and (r.filed_by_id is null or exists (select from act a where a.request_id = r.id and a.sealed_at is not null))`;

/** Whoever filed it: the agent, or who started it for them. */
const requesterOf = (tx: Tx, requestId: string) =>
  tx.$queryRaw<{ person: string }[]>`
    select coalesce(filed_by_id, agent_id)::text as person from request where id = ${requestId}::uuid`;

const whoActed = (tx: Tx, requestId: string) =>
  tx.$queryRaw<{ person: string }[]>`
    select distinct author_id::text as person from decision where request_id = ${requestId}::uuid and voided_at is null`;

const holdersNow = (tx: Tx, requestId: string) =>
  tx.$queryRaw<{ person: string }[]>`
    select distinct h.person_id::text as person from task_holders(
      array(select key from task where request_id = ${requestId}::uuid and state = 'created'), paris_day(now())) h`;

/**
 * The holders of a role at the nearest structure, from the agent's own upwards: whoever is close enough to act, rather
 * than everyone up to the minister. As for tasks, never the requester, and for a superior nobody absent.
 */
const nearestHolders = (tx: Tx, requestId: string, role: string) =>
  tx.$queryRaw<{ person: string }[]>`
    with holder as (
      select h.person_id, a.distance
        from request r
        join structure_above a on a.structure_id = r.structure_id
        join habilitation h on h.structure_id = a.above_id and h.role = ${role}
       where r.id = ${requestId}::uuid and h.person_id <> r.agent_id
         and h."from" <= paris_day(now()) and (h.until is null or h.until >= paris_day(now()))
         and (h.role <> 'superieur' or not exists (
           select from absence x
            where x.person_id = h.person_id and x."from" <= paris_day(now()) and x.until >= paris_day(now()))))
    select distinct person_id::text as person from holder where distance = (select min(distance) from holder)`;

/**
 * The personal addresses of the agent that a message goes to as well, each once: « agent-known », those known before the
 * request (domain/effect/known-contacts.ts); « agent-all », every one of late.
 */
export async function personalAddresses(
  tx: Tx,
  request: { readonly id: string; readonly agentId: string; readonly filedAt: Date },
  names: readonly Recipient[],
  at: Date,
): Promise<{ recipientId: string; address: string }[]> {
  if (!names.some((name) => BY_EVERY_ADDRESS.includes(name))) return [];
  if ((await agentOf(tx, request.id)).length === 0) return [];
  const history = await contactHistory(tx, request.agentId);
  const contacts = names.includes('agent-all') ? everyContact(history, at) : knownBefore(history, request.filedAt);
  return addressesIn(contacts).map((address) => ({ recipientId: request.agentId, address }));
}
