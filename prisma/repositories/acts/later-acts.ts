import { sql } from 'kysely';
import { jsonArrayFrom, jsonBuildObject } from 'kysely/helpers/postgres';
import type { ActTouched } from '#domain/act/later-act.ts';
import type { ActState } from '#domain/act/registry.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { LaterActNature } from '#domain/decision/later-act.ts';
import type { ActStatus, StandingState } from '#domain/evidence/act-status.ts';
import type { Filing } from '#domain/permissions/filing.ts';
import { Prisma, type Tx } from '../../client.ts';
import { call, countOfRows, db, exists, statement } from '../../connection/typed-sql.ts';
import { lockPeople } from '../people/locks.ts';
import { eliminatedOn } from './eliminations.ts';

/**
 * The other act of a pair, the later or the earlier one: what the later one does to the earlier
 * one, and since when.
 */
export interface OtherAct {
  readonly nature: LaterActNature;
  readonly number: string;
  readonly requestId: string;
  readonly since: CivilDate;
  /** Its own state: one that was withdrawn has no effect any more. */
  readonly state: StandingState;
}

/** Selects the later acts that changed the act of `column`, in order, as a JSON array. */
export const touchedBy = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (select coalesce(json_agg(json_build_object('nature', l.nature, 'number', t.number, 'requestId', t.request_id,
                                              'since', to_char(l.since, 'YYYY-MM-DD'), 'state', t.state) order by t.sealed_at, t.id), '[]')
     from later_act l join registered_act t on t.act_id = l.by_act_id and t.sealed_at is not null where l.act_id = ${column})`;

/**
 * Selects the state of an act of the registry (`n`) on a day, by the rule of sealed statements
 * (domain/evidence/act-status.ts, `stateAfter`): an act repealed from a later day on is in force
 * until then.
 */
export const stateOn = (day: CivilDate): Prisma.Sql => Prisma.sql`
  case when n.state in ('corrected', 'withdrawn', 'repealed') then
    (select case when bool_or(l.nature = 'withdraws') then 'withdrawn' when bool_or(l.nature = 'repeals') then 'repealed'
                 when bool_or(l.nature = 'corrects') then 'corrected' else 'in-force' end
       from later_act l join registered_act t on t.act_id = l.by_act_id and t.sealed_at is not null and t.state <> 'withdrawn'
      where l.act_id = n.act_id and l.since <= ${day}::date)
  else n.state end`;

/** The state of a sealed act: its number, the acts that changed it, and the one that it changes. */
export interface ActStanding {
  readonly number: string;
  readonly state: ActState;
  readonly touchedBy: OtherAct[];
  readonly touches: OtherAct | null;
  /** Null: it was not eliminated. */
  readonly eliminatedOn: CivilDate | null;
}

/** Reads the state of the sealed acts of a request on a day, by their ids. */
export async function standingOfActs(tx: Tx, requestId: string, day: CivilDate): Promise<Map<string, ActStanding>> {
  const rows = await tx.$queryRaw<(ActStanding & { readonly actId: string })[]>`
    select n.act_id::text as "actId", n.number, ${stateOn(day)} as state, ${touchedBy(Prisma.sql`n.act_id`)} as "touchedBy",
           ${eliminatedOn(Prisma.sql`n.act_id`)} as "eliminatedOn",
           (select json_build_object('nature', l.nature, 'number', t.number, 'requestId', t.request_id,
                                     'since', to_char(l.since, 'YYYY-MM-DD'), 'state', t.state)
              from later_act l join registered_act t on t.act_id = l.act_id and t.sealed_at is not null
             where l.by_act_id = n.act_id) as touches
      from registered_act n where n.request_id = ${requestId}::uuid and n.sealed_at is not null`;
  return new Map(rows.map(({ actId, ...standing }) => [actId, standing]));
}

/**
 * What the statement of an act's status is drawn from, and the person in whose chain the request
 * for it is recorded.
 */
export type ActToState = Pick<ActStatus, 'act' | 'laterActs'> & { readonly agentId: string };

const toState = statement((given: { actId: string }) =>
  db
    .selectFrom('registered_act as n')
    .innerJoin('act as a', 'a.id', 'n.act_id')
    .select((eb) => [
      'n.agent_id as agentId',
      jsonBuildObject({
        number: eb.ref('n.number'),
        sha256: eb.ref('a.sealed_sha256').$notNull(),
        reference: eb.ref('n.reference'),
      }).as('act'),
      jsonArrayFrom(
        eb
          .selectFrom('later_act as l')
          .innerJoin('act as b', 'b.id', 'l.by_act_id')
          .innerJoin('registered_act as t', (join) =>
            join.onRef('t.act_id', '=', 'b.id').on('t.sealed_at', 'is not', null),
          )
          .select((of) => [
            'l.nature',
            't.number',
            of.ref('b.sealed_sha256').$notNull().as('sha256'),
            call('paris_day', of.ref('b.signed_at')).$notNull().as('signedOn'),
            'l.since',
            of.ref('t.state').$castTo<StandingState>().as('state'),
          ])
          .whereRef('l.act_id', '=', 'n.act_id')
          .orderBy('b.sealed_at')
          .orderBy('b.id'),
      ).as('laterActs'),
    ])
    .where('n.act_id', '=', given.actId)
    .where('n.sealed_at', 'is not', null),
);

/** Finds a sealed act and every act that changed it, in order; null: it is not sealed. */
export const actToState = (tx: Tx, actId: string): Promise<ActToState | null> => toState.first(tx, { actId });

interface StatusAsked {
  readonly askedById: string;
  readonly agentId: string;
  readonly at: Date;
}

const statuses = statement((given: StatusAsked) =>
  db.selectNoFrom((eb) => [
    exists(
      eb
        .selectFrom('outbox as o')
        .where('o.done_at', 'is', null)
        .where('o.command', '=', 'state-act')
        .where((of) => sql<boolean>`${of.ref('o.payload')} ->> 'askedById' = ${given.askedById}::text`)
        .where((of) => sql<boolean>`(${of.ref('o.payload')} ->> 'until')::timestamptz > ${given.at}`),
    ).as('isAwaited'),
    eb
      .selectFrom('audit_event as e')
      .select(countOfRows.as('count'))
      .where('e.chain', '=', given.agentId)
      .where('e.verb', '=', 'act.status')
      .where('e.actor_id', '=', given.askedById)
      .where('e.at', '>', sql<Date>`${given.at}::timestamptz - interval '1 hour'`)
      .$asScalar()
      .$notNull()
      .as('withinAnHour'),
  ]),
);

/**
 * Tells whether somebody waits for the status of an act, and how many of one agent's acts they
 * asked for within the hour. Locks that person until the transaction ends, so that they ask one at
 * a time.
 */
export async function statusesAsked(
  tx: Tx,
  asked: StatusAsked,
): Promise<{ readonly isAwaited: boolean; readonly withinAnHour: number }> {
  await lockPeople(tx, [asked.askedById]);
  return statuses.one(tx, asked);
}

/**
 * Reads the last act of a request of this agent, as a later act would change it; nulls if there is
 * none. It is not closed while another act about it, or about what it changed itself, is signed and
 * not sealed: that one's effect is still to come.
 */
export async function actToTouch(
  tx: Tx,
  { requestId, agentId }: { readonly requestId: string | null; readonly agentId: string },
): Promise<Pick<ActTouched, 'takenOn' | 'state' | 'closed' | 'builtUpon'>> {
  const [act] = await tx.$queryRaw<Pick<ActTouched, 'takenOn' | 'state' | 'closed' | 'builtUpon'>[]>`
    with recursive ${ABOVE(requestId)}, family as (
      select f.id from above f where f.touches_id is null
      union select q.id from family f join request q on q.contests_id = f.id
              join circuit_version v on v.id = q.version_id and v.sheet ->> 'laterAct' is not null),
    chain as (
      select n.act_id from (
        select n.act_id from registered_act n join act a on a.id = n.act_id
         where n.request_id = ${requestId}::uuid and n.agent_id = ${agentId}::uuid and n.sealed_at is not null
         order by a.sealed_at desc, a.id desc limit 1) n
      union select l.act_id from chain c join later_act l on l.by_act_id = c.act_id)
    select to_char(paris_day(a.signed_at), 'YYYY-MM-DD') as "takenOn", n.state,
           r.closed_at is not null
           and not exists (select from family f join request q on q.id = f.id
                             join decision d on d.request_id = q.id and d.kind = 'signature' and d.outcome = 'signed' and d.voided_at is null
                            where q.id <> r.id and q.closed_at is null
                              and not exists (select from act b where b.request_id = q.id and b.sealed_at is not null)) as closed,
           exists (select from chain c join later_act l on l.act_id = c.act_id and l.nature <> 'corrects'
                     join registered_act t on t.act_id = l.by_act_id and t.sealed_at > n.sealed_at and t.state <> 'withdrawn'
                    where c.act_id <> n.act_id) as "builtUpon"
      from registered_act n join act a on a.id = n.act_id join request r on r.id = n.request_id
     where n.request_id = ${requestId}::uuid and n.agent_id = ${agentId}::uuid and n.sealed_at is not null
     order by a.sealed_at desc, a.id desc limit 1`;
  return act ?? { takenOn: null, state: null, closed: false, builtUpon: false };
}

/** A request, and those whose acts it changes, up to the first one. */
const ABOVE = (requestId: string | null): Prisma.Sql => Prisma.sql`
  above as (
    select r.id, 0 as step, case when v.sheet ->> 'laterAct' is not null then r.contests_id end as touches_id
      from request r join circuit_version v on v.id = r.version_id where r.id = ${requestId}::uuid
    union all
    select r.id, o.step + 1, case when v.sheet ->> 'laterAct' is not null then r.contests_id end
      from above o join request r on r.id = o.touches_id join circuit_version v on v.id = r.version_id)`;

const requestHeld = statement((given: { id: string }) =>
  db.selectFrom('request').where('id', '=', given.id).forUpdate(),
);

/**
 * Locks the requests whose acts a request would change until the transaction ends, so that other
 * later acts wait: from the request up to the first one, the same order everywhere.
 */
export async function lockTouched(tx: Tx, requestId: string): Promise<void> {
  const above = await tx.$queryRaw<
    { id: string }[]
  >`with recursive ${ABOVE(requestId)} select id::text from above order by step`;
  for (const { id } of above) await requestHeld.all(tx, { id });
}

/**
 * What a request would change: the request whose act it is about (null: none), its agent, who filed
 * it, and its answers.
 */
export interface Touches extends Filing {
  readonly requestId: string | null;
  readonly agentId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const touched = statement((given: { requestId: string }) =>
  db
    .selectFrom('request')
    .select((eb) => [
      'contests_id as requestId',
      'agent_id as agentId',
      'filed_by_id as filedById',
      'on_paper as onPaper',
      eb.ref('data').$castTo<Touches['data']>().as('data'),
    ])
    .where('id', '=', given.requestId),
);

/**
 * Reads what a request would change.
 * @throws {Error} if the request does not exist
 */
export async function touchedRequest(tx: Tx, requestId: string): Promise<Touches> {
  const row = await touched.first(tx, { requestId });
  if (row === null) throw new Error(`request ${requestId} is not there`);
  return row;
}
