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
import { all, db, exists, first, json, run, statement, unnested } from './connection/typed-sql.ts';
import { isoOf } from './iso-text.ts';

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
  const { payload, ...bare } = event;
  await written.run(tx, { ...bare, ...payload, chain: entry.chain, at: entry.at, verb: entry.verb });
  return event;
}

/** An event as it is written, with what it was about. */
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

/** The same of many facts at once, in their order; their chains are held in one order, so that two such never wait for each other. */
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

/** Each chain held, one after the other, in the order in which they are given. */
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

/** What holds a chain until the transaction ends, and says where it stands. */
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
export const holdChain = async (tx: Tx, chainName: string): Promise<ChainHead> =>
  (await chainHeld.first(tx, { chainName })) ?? EMPTY;

const chainHeld = statement((given: { chainName: string }) =>
  db.selectFrom(held(sql`${given.chainName}`).as('h')).select(['h.events', 'h.head']),
);

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
export const readRecords = async (tx: Tx, after: AuditPlace, limit: number): Promise<RecordOfChain[]> =>
  (await recordsAfter.all(tx, { ...after, limit })).map(recordOf);

/** The next records of the chain of this place, in order. */
export const readOn = async (tx: Tx, after: AuditPlace, limit: number): Promise<RecordOfChain[]> =>
  (await recordsOn.all(tx, { ...after, limit })).map(recordOf);

type RecordOfChain = AuditRecord & { readonly chain: string };
type Following = AuditPlace & { readonly limit: number };

const records = ({ limit }: Following) =>
  db
    .selectFrom('audit_event as e')
    .leftJoin('audit_payload as p', (join) =>
      join.onRef('p.chain', '=', 'e.chain').onRef('p.sequence', '=', 'e.sequence'),
    )
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
