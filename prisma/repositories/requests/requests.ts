import { type Expression, sql } from 'kysely';
import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import type { RequestFacts } from '#domain/permissions/request.ts';
import type { ClosingOutcome } from '#domain/request/request.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { PIECE, PIECES_IN_ORDER, STANDING_PIECE } from '../pieces.ts';
import { HELD_TODAY } from '../tasks/holdings.ts';
import { answerTo, LAST_WITHDRAWAL } from '../withdrawals.ts';
import { ANSWERS } from './answers.ts';

/** A request as lists show it, before its tasks are added (`standingOf`). */
export interface RequestRow {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly versionId: string;
  readonly agentId: string;
  /** Who started it for the agent; null when the agent filed it. */
  readonly filedById: string | null;
  /** Whether they entered it from a paper that the agent signed. */
  readonly onPaper: boolean;
  readonly filedByFirstName: string | null;
  readonly filedByLastName: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly structureId: string;
  readonly structurePath: string;
  readonly structureName: string;
  /** By which its delays are counted. */
  readonly clock: PlaceClock;
  readonly filedAt: Date;
  readonly dueAt: Date | null;
  /** Until when the agent can stop an agreed change. */
  readonly stopUntil: Date | null;
  /** Since when an incident stops it. */
  readonly stoppedSince: Date | null;
  /** The engine's instance, once the circuit took it in charge. */
  readonly instanceKey: string | null;
  readonly outcome: ClosingOutcome | null;
  readonly closedAt: Date | null;
  /** Whether the agent was asked for an answer. */
  readonly answerAsked: boolean;
}

/** Whether the circuit came to put it to the agent, who answers. */
const ANSWER_ASKED = Prisma.sql`exists (select from task t where t.request_id = r.id and t.decision = 'answer')`;

export const REQUEST_COLUMNS = Prisma.sql`
  r.id::text, r.number, r.kind, r.version_id::text as "versionId", r.agent_id::text as "agentId",
  r.filed_by_id::text as "filedById", r.on_paper as "onPaper", f.first_name as "filedByFirstName", f.last_name as "filedByLastName",
  p.first_name as "firstName", p.last_name as "lastName", r.structure_id::text as "structureId",
  s.path as "structurePath", s.name as "structureName", s.time_zone as clock, r.filed_at as "filedAt", r.due_at as "dueAt", r.stop_until as "stopUntil",
  r.stopped_since as "stoppedSince", r.instance_key as "instanceKey", r.outcome, r.closed_at as "closedAt",
  ${ANSWER_ASKED} as "answerAsked"`;
export const REQUEST_TABLES = Prisma.sql`
  request r join person p on p.id = r.agent_id join structure s on s.id = r.structure_id
    left join person f on f.id = r.filed_by_id`;

/** What the agent asked for, by their hand or on paper: askedByAgent of `r` (domain/request/on-paper.ts). */
export const ASKED_BY_AGENT = Prisma.sql`(r.filed_by_id is null or r.on_paper)`;

/** The same in typed statements. */
export const isAskedByAgent = (request: {
  readonly filedById: Expression<string | null>;
  readonly onPaper: Expression<boolean>;
}) => sql<boolean>`(${request.filedById} is null or ${request.onPaper})`;

/** An act started for an agent is theirs to know of once it is sealed, or put to them (domain/permissions/request.ts). */
export const KNOWN_TO_AGENT = Prisma.sql`
  (${ASKED_BY_AGENT} or ${ANSWER_ASKED} or exists (select from act a where a.request_id = r.id and a.sealed_at is not null))`;

/** The requests of an agent that are under way, as far as they know, to be counted. */
export const openRequestsOf = (agentId: string): Prisma.Sql =>
  Prisma.sql`from request r where r.agent_id = ${agentId}::uuid and r.closed_at is null and ${KNOWN_TO_AGENT}`;

export async function findRequest(tx: Tx, id: string): Promise<RequestRow | null> {
  const rows = await tx.$queryRaw<
    RequestRow[]
  >`select ${REQUEST_COLUMNS} from ${REQUEST_TABLES} where r.id = ${id}::uuid`;
  return rows[0] ?? null;
}

export const requestData = async (tx: Tx, id: string): Promise<Record<string, unknown>> =>
  (
    await tx.$queryRaw<
      [{ data: Record<string, unknown> }]
    >`select ${ANSWERS} as data from request r where r.id = ${id}::uuid`
  )[0].data;

/** What rights on a request are judged on, of `r` in `s` on the version `v`, who holds it being read so: RequestFacts in JSON. */
const factsBy = (holders: Prisma.Sql): Prisma.Sql => Prisma.sql`jsonb_build_object(
  'agentId', r.agent_id, 'filedById', r.filed_by_id, 'onPaper', r.on_paper, 'startedBy', v.sheet ->> 'startedBy', 'structurePath', s.path,
  'closed', r.closed_at is not null, 'answerAsked', ${ANSWER_ASKED}, 'signs', circuit_decides(v.sheet) = 'signature',
  'holderIds', array(${holders}),
  'decidedByIds', array(select distinct d.author_id from decision d where d.request_id = r.id and d.voided_at is null),
  'signed', exists (select from decision d where d.request_id = r.id and d.voided_at is null
                       and d.kind = 'signature' and d.outcome = 'signed'),
  'sealed', exists (select from act a where a.request_id = r.id and a.sealed_at is not null),
  'withdrawalPending', exists (select from withdrawal w where w.request_id = r.id
                                  and w.accepted_at is null and w.refused_at is null),
  'applied', exists (select from situation_entry e where e.request_id = r.id),
  'resulted', exists (select from campaign_result x where x.request_id = r.id),
  'stopUntil', paris_day(r.stop_until))`;

const OPEN_TASKS = Prisma.sql`from task t where t.request_id = r.id and t.state in ('created', 'completing')`;

const FACTS = factsBy(Prisma.sql`
  select distinct h.person_id from task_holders(array(select t.key ${OPEN_TASKS}), paris_day(now())) h
   -- Where nothing waits, the rule is not asked.
   where exists (select ${OPEN_TASKS})`);

/** The same for lists, which show what may be opened: who holds it as lists have it, the rule is asked where it is opened. */
export const LISTED_FACTS = factsBy(Prisma.sql`
  select distinct h.person_id from task t join task_holding h on h.task_key = t.key
   where t.request_id = r.id and t.state = 'created' and ${HELD_TODAY}`);

/** What was signed of requests, as `d.request_id` says which: GivenSignature in JSON, oldest first; null where nothing was. */
export const givenSignatures = (of: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select json_agg(json_build_object(
           'requestId', d.request_id, 'template', coalesce(a.template, 'act'), 'sealed', a.sealed_at is not null)
           order by d.recorded_at)
    from decision d
    join decision_intent i on i.id = d.id
    left join act_preview v on v.task_key = d.task_key and v.sha256 = i.shown_sha256 and v.signer_id = d.author_id
    left join act a on a.id = v.act_id
   where ${of} and d.kind = 'signature' and d.outcome = 'signed' and d.voided_at is null`;

/** A request with what rights on it are judged on; null when it does not exist. */
export async function findRequestAndFacts(
  tx: Tx,
  id: string,
): Promise<{ readonly row: RequestRow; readonly facts: RequestFacts } | null> {
  const [found] = await tx.$queryRaw<(RequestRow & { readonly facts: RequestFacts })[]>`
    select ${REQUEST_COLUMNS}, ${FACTS} as facts
      from ${REQUEST_TABLES} join circuit_version v on v.id = r.version_id
     where r.id = ${id}::uuid`;
  if (found === undefined) return null;
  const { facts, ...row } = found;
  return { row, facts };
}

/** What rights on some requests are judged on, by id; nothing of those that do not exist. */
export async function factsOfRequests(tx: Tx, ids: readonly string[]): Promise<Map<string, RequestFacts>> {
  const rows = await tx.$queryRaw<{ id: string; facts: RequestFacts }[]>`
    select r.id::text, ${FACTS} as facts
      from request r join structure s on s.id = r.structure_id join circuit_version v on v.id = r.version_id
     where r.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, facts }) => [id, facts]));
}

/** What a request holds beside what lists show: its answers, its documents, its sealed acts, what was asked of it. */
export async function requestContents(tx: Tx, id: string) {
  const {
    data: filed,
    pieces,
    acts,
    withdrawals,
    inCampaign,
  } = await tx.request.findUniqueOrThrow({
    where: { id },
    select: {
      data: true,
      pieces: { where: STANDING_PIECE, select: PIECE, orderBy: PIECES_IN_ORDER },
      acts: {
        where: { sealedAt: { not: null } },
        orderBy: { sealedAt: 'asc' },
        select: {
          id: true,
          title: true,
          template: true,
          signedAt: true,
          sealedSha256: true,
          dossierPiece: { select: { number: true } },
        },
      },
      withdrawals: LAST_WITHDRAWAL,
      inCampaign: { select: { requestId: true } },
    },
  });
  return {
    data: await requestData(tx, id),
    /** As it was filed, whatever was accepted since. */
    filed: filed as Record<string, unknown>,
    inCampaign: inCampaign !== null,
    pieces,
    acts,
    withdrawal: answerTo(withdrawals[0]),
  };
}

export interface OpenTask {
  readonly requestId: string;
  readonly key: string;
  readonly elementId: string;
  readonly role: string;
  readonly decision: string;
  readonly createdAt: Date;
  readonly dueAt: Date | null;
  /** Opened after something was decided at a signature: which circuit of two it is on would tell what. */
  readonly afterSignature: boolean;
  /** At most five; the assignee alone when somebody took it and still holds it. */
  readonly people: readonly PersonRef[];
  /** Whose it is to act on: those who hold it today, or whoever of them took it; none while what was decided is confirmed. */
  readonly waitsFor: readonly string[];
}

/** A signature that was given, by its template. */
export interface GivenSignature {
  readonly requestId: string;
  readonly template: 'act' | 'refusal';
  readonly sealed: boolean;
}

/**
 * Where some requests stand: what waits, and for whom, as lists have it (the rows of `task_holding`; the rule is asked of
 * tasks whose decision is being confirmed, which have no rows); what was signed. One query, however many requests.
 */
export async function standingOf(
  tx: Tx,
  ids: readonly string[],
): Promise<{ openTasks: OpenTask[]; signatures: GivenSignature[] }> {
  type InJson = Omit<OpenTask, 'createdAt' | 'dueAt'> & { readonly createdAt: string; readonly dueAt: string | null };
  const [{ openTasks, signatures }] = await tx.$queryRaw<[{ openTasks: InJson[]; signatures: GivenSignature[] }]>`
    with open_task as materialized (
      select t.key, t.request_id, t.element_id, t.role, t.decision, t.state, t.created_at, t.due_at, t.assignee_id from task t
       where t.request_id = any(${[...ids]}::uuid[]) and t.state in ('created', 'completing')),
    holder as materialized (
      select h.task_key, h.person_id, h.assignee_id,
             coalesce(bool_or(h.person_id = h.assignee_id) over (partition by h.task_key), false) as taken
        from (
          select t.key as task_key, h.person_id, t.assignee_id
            from open_task t join task_holding h on h.task_key = t.key where t.state = 'created' and ${HELD_TODAY}
          union all
          select t.key, h.person_id, t.assignee_id
            from task_holders(array(select key from open_task where state = 'completing'), paris_day(now())) h
            join open_task t on t.key = h.task_key
           -- Most often there are none, and the rule is not asked.
           where exists (select from open_task where state = 'completing')) h),
    -- Each made once: PostgreSQL cannot tell how few rows they are joined to. Tasks of one list mostly have the same few
    -- holders, of whom each is looked up once.
    people as materialized (
      select p.id, p.first_name, p.last_name from person p where p.id = any(array(select distinct person_id from holder))),
    named as (
      select x.task_key, p.id, p.first_name, p.last_name,
             row_number() over (partition by x.task_key order by p.last_name, p.first_name, p.id) as place
        from holder x join people p on p.id = x.person_id where not x.taken or x.person_id = x.assignee_id),
    held_by as materialized (
      select n.task_key, array_agg(n.id) as ids,
             json_agg(json_build_object('id', n.id, 'firstName', n.first_name, 'lastName', n.last_name) order by n.place)
               filter (where n.place <= 5) as people
        from named n group by n.task_key),
    signed as materialized (
      select d.request_id, min(d.recorded_at) as first_at from decision d
       where d.request_id = any(${[...ids]}::uuid[]) and d.kind = 'signature' and d.voided_at is null group by d.request_id)
    select coalesce((
             select json_agg(json_build_object(
               'requestId', t.request_id, 'key', t.key, 'elementId', t.element_id, 'role', t.role, 'decision', t.decision,
               'createdAt', t.created_at, 'dueAt', t.due_at,
               'afterSignature', coalesce(s.first_at <= t.created_at, false),
               'people', coalesce(h.people, '[]'),
               'waitsFor', case when t.state = 'created' then coalesce(h.ids, '{}') else '{}' end)
               order by t.created_at, t.key)
               from open_task t left join held_by h on h.task_key = t.key left join signed s on s.request_id = t.request_id), '[]')
             as "openTasks",
           coalesce((${givenSignatures(Prisma.sql`d.request_id = any(${[...ids]}::uuid[])`)}), '[]') as signatures`;
  const dated = openTasks.map((task) => ({
    ...task,
    createdAt: new Date(task.createdAt),
    dueAt: task.dueAt === null ? null : new Date(task.dueAt),
  }));
  return { openTasks: dated, signatures };
}

/** Files a request: its number is given here. The draft is locked by the caller. */
export async function insertRequest(
  tx: Tx,
  request: {
    kind: string;
    versionId: string;
    draftId: string;
    agentId: string;
    filedById: string | null;
    onPaper: boolean;
    structureId: string;
    data: Record<string, unknown>;
    filedAt: Date;
    /** The request whose decision it contests. */
    contestsId: string | null;
  },
): Promise<{ id: string; number: string }> {
  const { kind, versionId, draftId, agentId, filedById, onPaper, structureId, data, filedAt, contestsId } = request;
  const [filed] = await tx.$queryRaw<[{ id: string; number: string }]>`
    insert into request (id, number, kind, version_id, draft_id, agent_id, filed_by_id, on_paper, structure_id, data,
                         filed_at, contests_id)
    values (${uuid7(new Date())}::uuid, next_request_number(${filedAt}::timestamptz), ${kind}, ${versionId}::uuid, ${draftId}::uuid,
            ${agentId}::uuid, ${filedById}::uuid, ${onPaper}, ${structureId}::uuid, ${JSON.stringify(data)}::jsonb, ${filedAt},
            ${contestsId}::uuid)
    returning id::text, number`;
  return filed;
}

/** What a request was filed with, and what became of it so far. */
export interface LockedRequest {
  readonly data: Readonly<Record<string, unknown>>;
  readonly silenceAt: Date | null;
  readonly stopUntil: Date | null;
  readonly closedAt: Date | null;
}

/** Holds the request's row until the transaction ends: two workers never write about one request at the same time. */
export async function lockRequest(tx: Tx, requestId: string): Promise<LockedRequest> {
  const [request] = await tx.$queryRaw<LockedRequest[]>`
    select ${ANSWERS} as data, r.silence_at as "silenceAt", r.stop_until as "stopUntil", r.closed_at as "closedAt"
      from request r where r.id = ${requestId}::uuid for update of r`;
  if (request === undefined) throw new Error(`request ${requestId} is unknown`);
  return request;
}

export interface Clocks {
  readonly reminderAt: Date;
  readonly dueAt: Date;
  readonly silenceAt: Date;
}

export async function writeClocks(tx: Tx, requestId: string, { reminderAt, dueAt, silenceAt }: Clocks): Promise<void> {
  await tx.$executeRaw`
    update request set reminder_at = ${reminderAt}, due_at = ${dueAt}, silence_at = ${silenceAt}
     where id = ${requestId}::uuid`;
}

/**
 * Stops the clocks while a complement is awaited, where it suspends the delays or starts them again: nothing falls due on the
 * agent's own time, and silence means nothing meanwhile. They are computed anew once it is given.
 */
export const stopClocks = (tx: Tx, requestId: string): Promise<number> =>
  tx.$executeRaw`
    update request set reminder_at = null, due_at = null, silence_at = null
     where id = ${requestId}::uuid
       and (select e.detail ->> 'onComplement' from request_event e
             where e.request_id = ${requestId}::uuid and e.kind = 'deadline' order by e.at desc, e.id desc limit 1)
           in ('resets', 'suspends')`;

/** Until when the agent can stop an agreed change. */
export async function writeStopUntil(tx: Tx, requestId: string, stopUntil: Date): Promise<void> {
  await tx.request.update({ where: { id: requestId }, data: { stopUntil } });
}

/** Writes the outcome, once; false when the request was closed before. */
export async function closeRequest(
  tx: Tx,
  closing: { requestId: string; outcome: string; at: Date },
): Promise<boolean> {
  const { requestId, outcome, at } = closing;
  const closed = await tx.$executeRaw`
    update request set outcome = ${outcome}, closed_at = ${at} where id = ${requestId}::uuid and closed_at is null`;
  return closed === 1;
}
