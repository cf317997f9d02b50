import { randomBytes } from 'node:crypto';
import { type AuditRecord, type AuditVerb, payloadDigest, SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import {
  type ChainHead,
  chain,
  type EventPayload,
  type EvidenceEvent,
  GENESIS_HASH,
} from '#domain/evidence/evidence.ts';
import { Prisma, type Tx } from './client.ts';
import { all, db, exists, first, run, statement } from './connection/typed-sql.ts';
import { isoText } from './iso-text.ts';

/** A fact to write down, in the very transaction that makes it. */
export interface AuditEntry {
  /** Whose file it belongs to (a person's id), or « system ». */
  readonly chain: string;
  readonly at: Date;
  /** Null when the portal acted by itself. */
  readonly actorId: string | null;
  readonly verb: AuditVerb;
  /** What it is about: an identifier, never a name. */
  readonly subject: string;
  /** JSON; it can be erased later without breaking the chain. */
  readonly payload?: Prisma.InputJsonObject;
}

/**
 * Adds an event at the end of its chain. The lock is the chain's, until the transaction ends: numbers have no gap, and
 * two files never wait for each other. Take it last in a long transaction. Answers the event, with what it was about.
 */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<EvidenceEvent & { payload: EventPayload }> {
  const event = follow(await holdChain(tx, entry.chain), entry);
  const { payload } = event;
  await tx.$executeRaw`
    with event as (
      insert into audit_event (chain, sequence, at, actor_id, verb, subject, payload_digest, previous_hash, hash)
      values (${entry.chain}, ${event.sequence}, ${entry.at}, ${event.actorId}::uuid, ${event.verb}, ${event.subject},
              ${event.payloadDigest}, ${event.previousHash}, ${event.hash}))
    insert into audit_payload (chain, sequence, salt, content)
    values (${entry.chain}, ${event.sequence}, ${payload.salt}, ${JSON.stringify(payload.content)}::jsonb)`;
  return event;
}

/** The same of many facts at once, in their order; their chains are held in one order, so that two such never wait for each other. */
export async function appendAudits(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  const chains = [...new Set(entries.map((entry) => entry.chain))].sort();
  const stand = await tx.$queryRaw<({ chain: string } & ChainHead)[]>`
    select c.chain, coalesce(h.events, 0) as events, coalesce(h.head, ${GENESIS_HASH}) as head
      from unnest(${chains}::text[]) c (chain) left join lateral hold_audit_chain(c.chain) h on true`;
  const heads = new Map<string, ChainHead>(stand.map(({ chain: name, events, head }) => [name, { events, head }]));
  const rows = entries.map((entry) => {
    const { payload, ...event } = follow(heads.get(entry.chain) ?? EMPTY, entry);
    heads.set(entry.chain, { events: event.sequence, head: event.hash });
    return { ...event, ...payload, chain: entry.chain };
  });
  await tx.$executeRaw`
    with row as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as x (chain text, sequence int, at timestamptz, "actorId" uuid, verb text, subject text, "payloadDigest" text,
              "previousHash" text, hash text, salt text, content jsonb)),
    event as (
      insert into audit_event (chain, sequence, at, actor_id, verb, subject, payload_digest, previous_hash, hash)
      select chain, sequence, at, "actorId", verb, subject, "payloadDigest", "previousHash", hash from row order by chain, sequence)
    insert into audit_payload (chain, sequence, salt, content)
    select chain, sequence, salt, content from row`;
}

/** What comes after the last event of a chain, with what it was about. */
function follow({ events, head }: ChainHead, entry: AuditEntry): EvidenceEvent & { payload: EventPayload } {
  const salt = randomBytes(16).toString('hex');
  const content = entry.payload ?? {};
  const event = chain(head, {
    sequence: events + 1,
    at: entry.at.toISOString(),
    verb: entry.verb,
    actorId: entry.actorId,
    subject: entry.subject,
    payloadDigest: payloadDigest(salt, content),
  });
  return { ...event, payload: { salt, content } };
}

/** Holds a chain until the transaction ends, and answers where it stands. */
export async function holdChain(tx: Tx, chainName: string): Promise<ChainHead> {
  const [last = EMPTY] = await tx.$queryRaw<ChainHead[]>`select events, head from hold_audit_chain(${chainName})`;
  return last;
}

const EMPTY: ChainHead = { events: 0, head: GENESIS_HASH };

/** Where a chain stands now. */
export const chainHead = async (tx: Tx, chainName: string): Promise<ChainHead> =>
  (await lastOf.first(tx, { chainName })) ?? EMPTY;

const lastOf = statement((given: { chainName: string }) =>
  db
    .selectFrom('audit_event')
    .select(['sequence as events', 'hash as head'])
    .where('chain', '=', given.chainName)
    .orderBy('sequence', 'desc')
    .limit(1),
);

/** A chain, in order, as the evidence carries it. */
export async function readChain(tx: Tx, chainName: string): Promise<EvidenceEvent[]> {
  const rows = await tx.auditEvent.findMany({ where: { chain: chainName }, orderBy: { sequence: 'asc' } });
  return rows.map(({ chain: _, at, ...event }) => ({ ...event, at: at.toISOString() }));
}

/** The payloads of a chain, blank once erased. */
export async function readPayloads(tx: Tx, chainName: string) {
  const rows = await tx.auditPayload.findMany({ where: { chain: chainName }, orderBy: { sequence: 'asc' } });
  return rows.map(({ sequence, salt, content }) => ({ sequence, salt, content: content as unknown }));
}

/** Where a reading of all chains stands. */
export interface AuditPlace {
  readonly chain: string;
  readonly sequence: number;
}

/** The next records of all chains, chain after chain and in order, after this place; none when all were read. */
export const readRecords = (tx: Tx, after: AuditPlace, limit: number): Promise<RecordOfChain[]> =>
  recordsWhere(tx, Prisma.sql`(e.chain, e.sequence) > (${after.chain}, ${after.sequence}::int)`, limit);

/** The next records of the chain of this place, in order. */
export const readOn = (tx: Tx, after: AuditPlace, limit: number): Promise<RecordOfChain[]> =>
  recordsWhere(tx, Prisma.sql`e.chain = ${after.chain} and e.sequence > ${after.sequence}::int`, limit);

type RecordOfChain = AuditRecord & { readonly chain: string };

async function recordsWhere(tx: Tx, where: Prisma.Sql, limit: number): Promise<RecordOfChain[]> {
  const rows = await tx.$queryRaw<(EvidenceRow & PayloadRow)[]>`
    select e.chain, e.sequence, e.verb, ${isoText(Prisma.sql`e.at`)} as at,
           e.actor_id::text as "actorId", e.subject, e.payload_digest as "payloadDigest",
           e.previous_hash as "previousHash", e.hash, p.sequence is not null as "hasPayload", p.salt, p.content,
           p.salt = '' and exists (
             select from audit_event x
              where x.chain = e.chain and x.verb = 'payload.erase' and x.subject = 'payload:' || e.sequence
                and x.sequence > e.sequence) as "isErased"
      from audit_event e left join audit_payload p on p.chain = e.chain and p.sequence = e.sequence
     where ${where}
     order by e.chain, e.sequence limit ${limit}`;
  return rows.map(({ chain, hasPayload, salt, content, isErased, ...event }) => ({
    chain,
    event,
    payload: hasPayload ? { salt, content } : null,
    isErased: isErased === true,
  }));
}
type EvidenceRow = EvidenceEvent & { chain: string };
type PayloadRow = { hasPayload: boolean; salt: string; content: unknown; isErased: boolean | null };

/** Payloads whose event is gone, at most so many. */
export const payloadsAlone = (tx: Tx, limit: number): Promise<AuditPlace[]> =>
  all(
    tx,
    db
      .selectFrom('audit_payload as p')
      .select(['p.chain', 'p.sequence'])
      .where((eb) =>
        eb.not(
          exists(
            eb
              .selectFrom('audit_event as e')
              .select('e.sequence')
              .whereRef('e.chain', '=', 'p.chain')
              .whereRef('e.sequence', '=', 'p.sequence'),
          ),
        ),
      )
      .orderBy('p.chain')
      .orderBy('p.sequence')
      .limit(limit),
  );

/** Where a sealed act says that a chain stood, and the chain has another event there, or none; at most so many. */
export const headsContradicted = (tx: Tx, limit: number): Promise<(AuditPlace & { readonly number: string })[]> =>
  tx.$queryRaw`
    select h.chain, h.sequence, h.number from act a join request r on r.id = a.request_id
      cross join lateral (
        select s.chain, (s.stood ->> 'events')::int as sequence, s.stood ->> 'head' as head, r.number
          from (values (r.agent_id::text, a.evidence #> '{chains,dossier}'),
                       (${SYSTEM_CHAIN}, a.evidence #> '{chains,system}')) s (chain, stood)) h
      left join audit_event e on e.chain = h.chain and e.sequence = h.sequence
     where h.sequence > 0 and e.hash is distinct from h.head
     order by h.chain, h.sequence limit ${limit}`;

/** Whether the payload of an event can be read still, its row held until the transaction ends; null when there is none. */
export async function lockPayload(tx: Tx, { chain, sequence }: AuditPlace): Promise<{ isErased: boolean } | null> {
  const row = await first(
    tx,
    db
      .selectFrom('audit_payload')
      .select(['content', 'salt'])
      .where('chain', '=', chain)
      .where('sequence', '=', sequence)
      .forUpdate(),
  );
  return row && { isErased: row.content === null && row.salt === '' };
}

/** Erases a payload and its salt: the database asks for the event that says so, in the same transaction. */
export async function blankPayload(tx: Tx, { chain, sequence }: AuditPlace): Promise<void> {
  await run(
    tx,
    db
      .updateTable('audit_payload')
      .set({ content: null, salt: '' })
      .where('chain', '=', chain)
      .where('sequence', '=', sequence),
  );
}
