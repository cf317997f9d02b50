import { type Expression, sql } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { all, atMost, db, isOneOf, one, startsWith, statement } from '../../connection/typed-sql.ts';
import { isoOf } from '../../iso-text.ts';
import { CHOSEN_REQUESTS, LATEST_FIRST } from '../requests/request-list.ts';
import { readPage } from '../statements/keyset.ts';
import { ofEvent } from '../statements/of-event.ts';
import { requestSearch } from '../statements/search.ts';
import { structuresHeld } from '../statements/structures-held.ts';
import { type DirectoryEntry, searchDirectory } from './directory.ts';

const subjectsOf = (requestId: string) =>
  db.selectNoFrom(sql<string>`${requestId}::text`.as('subject')).union((eb) => [
    eb
      .selectFrom('act')
      .select((of) => of.cast<string>('id', 'text').as('subject'))
      .where('request_id', '=', requestId),
    eb
      .selectFrom('decision_intent')
      .select((of) => of.cast<string>('id', 'text').as('subject'))
      .where('request_id', '=', requestId),
    eb
      .selectFrom('withdrawal')
      .select((of) => of.cast<string>('id', 'text').as('subject'))
      .where('request_id', '=', requestId),
    eb
      .selectFrom('piece')
      .select((of) => of.cast<string>('id', 'text').as('subject'))
      .where('request_id', '=', requestId),
    eb.selectFrom('task').select('key as subject').where('request_id', '=', requestId),
  ]);

/** The id of what an event is about, without the prefix that tells its kind. */
const bareSubject = (subject: Expression<string>) => sql<string>`regexp_replace(${subject}, '^[a-z-]+:', '')`;

const namesRequest = (content: Expression<unknown>, requestId: string) =>
  sql<boolean>`${content} ->> 'requestId' = ${requestId}`;

/** True if an event is of a request: its payload names it, or it is about one of its subjects. */
const isOwn = (
  event: { readonly content: Expression<unknown>; readonly subject: Expression<string> },
  requestId: string,
  about: Expression<unknown>,
) => sql<boolean>`(${namesRequest(event.content, requestId)} or ${bareSubject(event.subject)} in ${about})`;

const subjects = statement((given: { requestId: string }) => subjectsOf(given.requestId));

/**
 * Lists the ids that the events of a request are about: itself, or what was made or handed in for
 * it.
 */
async function subjectsOfRequest(tx: Tx, requestId: string): Promise<Set<string>> {
  return new Set((await subjects.all(tx, { requestId })).map(({ subject }) => subject));
}

/** Lists the numbers of the events of a chain whose payload names this request. */
async function sequencesNaming(tx: Tx, chain: string, requestId: string): Promise<Set<number>> {
  return new Set((await naming.all(tx, { chain, requestId })).map(({ sequence }) => sequence));
}

const naming = statement((given: { chain: string; requestId: string }) =>
  db
    .selectFrom('audit_payload')
    .select('sequence')
    .where('chain', '=', given.chain)
    .where((eb) => namesRequest(eb.ref('content'), given.requestId)),
);

/**
 * Lists the numbers of the events of a request in its agent's chain, up to `until`, in order: the
 * same as `belongsTo`.
 */
export async function eventsOfRequest(
  tx: Tx,
  request: { readonly id: string; readonly agentId: string },
  until: number,
): Promise<number[]> {
  return (await ownEvents.all(tx, { ...request, until })).map(({ sequence }) => sequence);
}

const ownEvents = statement((given: { id: string; agentId: string; until: number }) =>
  db
    .with(
      (cte) => cte('own').materialized(),
      () => subjectsOf(given.id),
    )
    .selectFrom('audit_event as e')
    .leftJoin('audit_payload as p', ofEvent)
    .select('e.sequence')
    .where('e.chain', '=', given.agentId)
    .where('e.sequence', '<=', given.until)
    .where((eb) =>
      isOwn(
        { content: eb.ref('p.content'), subject: eb.ref('e.subject') },
        given.id,
        eb.selectFrom('own').select('subject'),
      ),
    )
    .orderBy('e.sequence'),
);

/** An event as a page of a journal shows it; `content`: its payload, null once erased. */
export interface EventWritten {
  readonly sequence: number;
  readonly at: string;
  readonly verb: string;
  readonly actorId: string | null;
  readonly subject: string;
  readonly hash: string;
  readonly content: unknown;
}

/**
 * Reads a page of a journal: the events of a chain, latest first; with a request, only its own
 * (`belongsTo`).
 */
export async function eventsWritten(
  tx: Tx,
  asked: {
    readonly chain: string;
    readonly requestId: string | null;
    readonly actorId?: string | undefined;
    /** Prefix of the verb. */
    readonly verb?: string | undefined;
    readonly page: number;
    readonly pageSize: number;
  },
): Promise<{ readonly rows: EventWritten[]; readonly total: number; readonly actorIds: string[] }> {
  const { chain, requestId, actorId, verb, page, pageSize } = asked;
  const own =
    requestId === null
      ? db.selectFrom('audit_event as e').selectAll('e').where('e.chain', '=', chain)
      : db
          .selectFrom('audit_event as e')
          .leftJoin('audit_payload as p', ofEvent)
          .selectAll('e')
          .where('e.chain', '=', chain)
          .where((eb) =>
            isOwn({ content: eb.ref('p.content'), subject: eb.ref('e.subject') }, requestId, subjectsOf(requestId)),
          );
  const isAsked = (event: { readonly actorId: Expression<string | null>; readonly verb: Expression<string> }) => {
    const byActor = actorId === undefined ? sql<boolean>`true` : sql<boolean>`${event.actorId} = ${actorId}::uuid`;
    return verb === undefined ? byActor : sql<boolean>`${byActor} and ${startsWith(event.verb, verb)}`;
  };
  const rows = await all(
    tx,
    db
      .with('own', () => own)
      .selectFrom((eb) =>
        eb
          .selectFrom('own as e')
          .selectAll()
          .where((of) => isAsked({ actorId: of.ref('e.actor_id'), verb: of.ref('e.verb') }))
          .orderBy('e.sequence', 'desc')
          .limit(atMost(pageSize))
          .offset((page - 1) * pageSize)
          .as('e'),
      )
      .leftJoin('audit_payload as p', ofEvent)
      .select((eb) => [
        'e.sequence',
        isoOf(eb.ref('e.at')).as('at'),
        'e.verb',
        'e.actor_id as actorId',
        'e.subject',
        'e.hash',
        'p.content',
      ])
      .orderBy('e.sequence', 'desc'),
  );
  const counted = await one(
    tx,
    db
      .with('own', () => own)
      .selectFrom('own as e')
      .select((eb) => [
        eb
          .cast<number>(
            eb.fn.countAll().filterWhere((of) => isAsked({ actorId: of.ref('e.actor_id'), verb: of.ref('e.verb') })),
            'integer',
          )
          .as('total'),
        sql<string[]>`coalesce(array_agg(distinct ${eb.ref('e.actor_id')}::text)
          filter (where ${eb('e.actor_id', 'is not', null)}), '{}')`.as('actorIds'),
      ]),
  );
  return { rows, ...counted };
}

/** Returns a predicate that tells the events of a request from the others of its chain. */
export async function belongsTo(
  tx: Tx,
  chain: string,
  requestId: string,
): Promise<(event: { sequence: number; subject: string }) => boolean> {
  const own = await subjectsOfRequest(tx, requestId);
  const sequences = await sequencesNaming(tx, chain, requestId);
  return ({ sequence, subject }) => sequences.has(sequence) || own.has(subject.replace(/^[a-z-]+:/, ''));
}

/**
 * True if this person consulted the same since then: one reading leaves one trace, however many
 * pages it takes.
 */
export const consultedSince = async (
  tx: Tx,
  consulted: { chain: string; subject: string; actorId: string; since: Date },
): Promise<boolean> => {
  const { since, ...same } = consulted;
  const where: Prisma.AuditEventWhereInput = { ...same, verb: 'audit.consult', at: { gte: since } };
  return (await tx.auditEvent.count({ where })) > 0;
};

/** A search of an administrator in the audit. */
export interface AuditedQuery {
  readonly administratorId: string;
  readonly day: CivilDate;
  readonly q: string;
  readonly limit: number;
}

/**
 * Finds requests of the administrator's structures, by their number or their agent, latest first.
 */
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
      read: (reader, ids) => audited.all(reader, { ids }),
      idOf: ({ id }) => id,
    },
    { pageSize: limit },
  );
  return rows;
}

const audited = statement((given: { ids: readonly string[] }) =>
  db
    .selectFrom('request as r')
    .innerJoin('structure as s', 's.id', 'r.structure_id')
    .select(['r.id', 'r.number', 'r.version_id as versionId', 's.name as structureName', 'r.filed_at as filedAt'])
    .where((eb) => isOneOf(eb.ref('r.id'), given.ids)),
);

/** Finds people posted that day in the administrator's structures. */
export const auditedPeople = (tx: Tx, { administratorId, day, q, limit }: AuditedQuery): Promise<DirectoryEntry[]> =>
  searchDirectory(tx, q, day, limit, structuresHeld(administratorId, 'administrateur', day));
