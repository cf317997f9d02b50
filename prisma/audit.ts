import { randomBytes } from 'node:crypto';
import { type Expression, sql } from 'kysely';
import { type AuditRecord, type AuditVerb, payloadDigest, SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import {
  type ChainHead,
  chain,
  type EventPayload,
  type EvidenceEvent,
  GENESIS_HASH,
} from '#domain/evidence/evidence.ts';
import type { Prisma, Tx } from './client.ts';
import { db, exists, json, statement, unnested } from './connection/typed-sql.ts';
import { isoOf } from './iso-text.ts';
import { ofEvent } from './repositories/statements/of-event.ts';

/** A fact to record, in the transaction that makes it. */
export interface AuditEntry {
  /** The person's id for their file, or « system ». */
  readonly chain: string;
  readonly at: Date;
  /** Null when the portal acted by itself. */
  readonly actorId: string | null;
  readonly verb: AuditVerb;
  /** The id of what the fact is about, never a name. */
  readonly subject: string;
  /** JSON; it can be erased later without breaking the chain. */
  readonly payload?: Prisma.InputJsonObject;
}

/**
 * Appends an event to its chain and returns it with its payload. The chain stays locked until the
 * transaction ends: numbers have no gap, and two files never wait for each other. Call it last in a
 * long transaction.
 */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<EvidenceEvent & { payload: EventPayload }> {
  const event = follow(await holdChain(tx, entry.chain), entry);
  const { payload, ...bare } = event;
  await written.run(tx, { ...bare, ...payload, chain: entry.chain, at: entry.at, verb: entry.verb });
  return event;
}

/** An event to insert, with its payload. */
type NewEvent = Omit<EvidenceEvent, 'at' | 'verb'> & EventPayload & Pick<AuditEntry, 'chain' | 'verb' | 'at'>;

const written = statement((given: NewEvent) =>
  db
    .with('event', (made) =>
      made.insertInto('audit_event').values({
        chain: given.chain,
        sequence: given.sequence,
        at: given.at,
        actor_id: given.actorId,
        verb: given.verb,
        subject: given.subject,
        payload_digest: given.payloadDigest,
        previous_hash: given.previousHash,
        hash: given.hash,
      }),
    )
    .insertInto('audit_payload')
    .values({ chain: given.chain, sequence: given.sequence, salt: given.salt, content: json(given.content) }),
);

/**
 * Appends many facts at once, in their order. Chains are locked in sorted order, so that two such
 * calls cannot deadlock.
 */
export async function appendAudits(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  const chains = [...new Set(entries.map((entry) => entry.chain))].sort();
  const stand = await chainsHeld.all(tx, { chains });
  const heads = new Map<string, ChainHead>(stand.map(({ chain: name, events, head }) => [name, { events, head }]));
  const events = entries.map((entry): NewEvent => {
    const { payload, ...event } = follow(heads.get(entry.chain) ?? EMPTY, entry);
    heads.set(entry.chain, { events: event.sequence, head: event.hash });
    return { ...event, ...payload, chain: entry.chain, at: entry.at, verb: entry.verb };
  });
  await writtenTogether.run(tx, {
    chain: events.map((event) => event.chain),
    sequence: events.map(({ sequence }) => sequence),
    at: events.map(({ at }) => at),
    actorId: events.map(({ actorId }) => actorId),
    verb: events.map(({ verb }) => verb),
    subject: events.map(({ subject }) => subject),
    payloadDigest: events.map(({ payloadDigest: digest }) => digest),
    previousHash: events.map(({ previousHash }) => previousHash),
    hash: events.map(({ hash }) => hash),
    salt: events.map(({ salt }) => salt),
    content: events.map(({ content }) => content),
  });
}

/** Locks each chain, in the order given. */
const chainsHeld = statement((given: { chains: readonly string[] }) =>
  db
    .selectFrom(unnested({ chain: given.chains }, { chain: 'text' }))
    .leftJoinLateral(
      (eb) => held(eb.ref('given.chain')).as('h'),
      (join) => join.onTrue(),
    )
    .select((eb) => [
      'given.chain',
      eb.fn.coalesce('h.events', sql.lit(0)).as('events'),
      eb.fn.coalesce('h.head', sql.lit(GENESIS_HASH)).as('head'),
    ]),
);

/** Locks a chain until the transaction ends and returns its head. */
const held = (chainName: Expression<string>) => sql<ChainHead>`hold_audit_chain(${chainName})`;

const writtenTogether = statement((given: { readonly [Column in keyof NewEvent]: readonly NewEvent[Column][] }) =>
  db
    .with(
      (cte) => cte('row').materialized(),
      (made) =>
        made
          .selectFrom(
            unnested(
              {
                chain: given.chain,
                sequence: given.sequence,
                at: given.at,
                actorId: given.actorId,
                verb: given.verb,
                subject: given.subject,
                payloadDigest: given.payloadDigest,
                previousHash: given.previousHash,
                hash: given.hash,
                salt: given.salt,
                content: given.content,
              },
              {
                chain: 'text',
                sequence: 'integer',
                at: 'timestamptz',
                actorId: 'uuid',
                verb: 'text',
                subject: 'text',
                payloadDigest: 'text',
                previousHash: 'text',
                hash: 'text',
                salt: 'text',
                content: 'jsonb',
              },
            ),
          )
          .selectAll(),
    )
    .with('event', (made) =>
      made
        .insertInto('audit_event')
        .columns(['chain', 'sequence', 'at', 'actor_id', 'verb', 'subject', 'payload_digest', 'previous_hash', 'hash'])
        .expression((eb) =>
          eb
            .selectFrom('row')
            .select(['chain', 'sequence', 'at', 'actorId', 'verb', 'subject', 'payloadDigest', 'previousHash', 'hash'])
            .orderBy('chain')
            .orderBy('sequence'),
        ),
    )
    .insertInto('audit_payload')
    .columns(['chain', 'sequence', 'salt', 'content'])
    .expression((eb) => eb.selectFrom('row').select(['chain', 'sequence', 'salt', 'content'])),
);

/** Computes the event that follows the head of a chain, with its payload. */
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

/** Locks a chain until the transaction ends and returns its head. */
export const holdChain = async (tx: Tx, chainName: string): Promise<ChainHead> =>
  (await chainHeld.first(tx, { chainName })) ?? EMPTY;

const chainHeld = statement((given: { chainName: string }) =>
  db.selectFrom(held(sql`${given.chainName}`).as('h')).select(['h.events', 'h.head']),
);

const EMPTY: ChainHead = { events: 0, head: GENESIS_HASH };

/** Returns the head of a chain, without locking it. */
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

/** Reads a chain in order, in the format of the evidence. */
export async function readChain(tx: Tx, chainName: string): Promise<EvidenceEvent[]> {
  const rows = await tx.auditEvent.findMany({ where: { chain: chainName }, orderBy: { sequence: 'asc' } });
  return rows.map(({ chain: _, at, ...event }) => ({ ...event, at: at.toISOString() }));
}

/** Reads the payloads of a chain in order; an erased one has no content and an empty salt. */
export async function readPayloads(tx: Tx, chainName: string) {
  const rows = await tx.auditPayload.findMany({ where: { chain: chainName }, orderBy: { sequence: 'asc' } });
  return rows.map(({ sequence, salt, content }) => ({ sequence, salt, content: content as unknown }));
}

/** Position of a reading of all chains: the last record read. */
export interface AuditPlace {
  readonly chain: string;
  readonly sequence: number;
}

/**
 * Reads the next records of all chains, ordered by chain then sequence, after a position; empty at
 * the end.
 */
export const readRecords = async (tx: Tx, after: AuditPlace, limit: number): Promise<RecordOfChain[]> =>
  (await recordsAfter.all(tx, { ...after, limit })).map(recordOf);

/** Reads the next records of the chain of this position, in order. */
export const readOn = async (tx: Tx, after: AuditPlace, limit: number): Promise<RecordOfChain[]> =>
  (await recordsOn.all(tx, { ...after, limit })).map(recordOf);

type RecordOfChain = AuditRecord & { readonly chain: string };
type Following = AuditPlace & { readonly limit: number };

const records = ({ limit }: Following) =>
  db
    .selectFrom('audit_event as e')
    .leftJoin('audit_payload as p', ofEvent)
    .select((eb) => [
      'e.chain',
      'e.sequence',
      'e.verb',
      isoOf(eb.ref('e.at')).as('at'),
      'e.actor_id as actorId',
      'e.subject',
      'e.payload_digest as payloadDigest',
      'e.previous_hash as previousHash',
      'e.hash',
      'p.salt',
      'p.content',
      eb
        .and([
          eb('p.salt', '=', ''),
          exists(
            eb
              .selectFrom('audit_event as x')
              .select('x.sequence')
              .whereRef('x.chain', '=', 'e.chain')
              .where('x.verb', '=', 'payload.erase')
              .where('x.subject', '=', sql<string>`'payload:' || ${eb.ref('e.sequence')}`)
              .whereRef('x.sequence', '>', 'e.sequence'),
          ),
        ])
        .as('isErased'),
    ])
    .orderBy('e.chain')
    .orderBy('e.sequence')
    .limit(limit);

const recordsAfter = statement((given: Following) =>
  records(given).where(({ eb, refTuple, tuple }) =>
    eb(refTuple('e.chain', 'e.sequence'), '>', tuple(given.chain, given.sequence)),
  ),
);

const recordsOn = statement((given: Following) =>
  records(given).where('e.chain', '=', given.chain).where('e.sequence', '>', given.sequence),
);

type RecordRow = EvidenceEvent & {
  readonly chain: string;
  /** Null when there is no payload. */
  readonly salt: string | null;
  readonly content: unknown;
  readonly isErased: unknown;
};

const recordOf = ({ chain: of, salt, content, isErased, ...event }: RecordRow): RecordOfChain => ({
  chain: of,
  event,
  payload: salt === null ? null : { salt, content },
  isErased: isErased === true,
});

/** Lists payloads whose event is gone, at most `limit`. */
export const payloadsAlone = (tx: Tx, limit: number): Promise<AuditPlace[]> => withoutEvent.all(tx, { limit });

const withoutEvent = statement((given: { limit: number }) =>
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
    .limit(given.limit),
);

/**
 * Lists where a sealed act recorded the head of a chain and the chain has another event there, or
 * none; at most `limit`.
 */
export const headsContradicted = (tx: Tx, limit: number): Promise<(AuditPlace & { readonly number: string })[]> =>
  contradicted.all(tx, { limit });

const contradicted = statement((given: { limit: number }) =>
  db
    .selectFrom('act as a')
    .innerJoin('request as r', 'r.id', 'a.request_id')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom(
            sql<{ chain: string; stood: unknown }>`(values
              (${eb.ref('r.agent_id')}::text, ${eb.ref('a.evidence')} #> '{chains,dossier}'),
              (${sql.lit(SYSTEM_CHAIN)}, ${eb.ref('a.evidence')} #> '{chains,system}'))`.as<'s'>(sql`s(chain, stood)`),
          )
          .select((of) => [
            's.chain',
            sql<number>`(${of.ref('s.stood')} ->> 'events')::int`.as('sequence'),
            sql<string | null>`${of.ref('s.stood')} ->> 'head'`.as('head'),
            'r.number',
          ])
          .as('h'),
      (join) => join.onTrue(),
    )
    .leftJoin('audit_event as e', (join) =>
      join.onRef('e.chain', '=', 'h.chain').onRef('e.sequence', '=', 'h.sequence'),
    )
    .select(['h.chain', 'h.sequence', 'h.number'])
    .where('h.sequence', '>', 0)
    .where((eb) => eb('e.hash', 'is distinct from', eb.ref('h.head')))
    .orderBy('h.chain')
    .orderBy('h.sequence')
    .limit(given.limit),
);

/**
 * Locks the payload of an event until the transaction ends and tells whether it was erased; null
 * when there is none.
 */
export const lockPayload = (tx: Tx, { chain, sequence }: AuditPlace): Promise<{ isErased: boolean } | null> =>
  payloadLocked.first(tx, { chain, sequence });

const payloadLocked = statement((given: AuditPlace) =>
  db
    .selectFrom('audit_payload')
    .select((eb) =>
      eb
        .and([eb('content', 'is', null), eb('salt', '=', '')])
        .$castTo<boolean>()
        .as('isErased'),
    )
    .where('chain', '=', given.chain)
    .where('sequence', '=', given.sequence)
    .forUpdate(),
);

/**
 * Erases a payload and its salt; the database requires the event that says so in the same
 * transaction.
 */
export async function blankPayload(tx: Tx, { chain, sequence }: AuditPlace): Promise<void> {
  await payloadBlanked.run(tx, { chain, sequence });
}

const payloadBlanked = statement((given: AuditPlace) =>
  db
    .updateTable('audit_payload')
    .set({ content: null, salt: '' })
    .where('chain', '=', given.chain)
    .where('sequence', '=', given.sequence),
);
