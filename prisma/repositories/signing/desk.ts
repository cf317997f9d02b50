import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import {
  DESK_KINDS,
  type DeskFilters,
  type DeskKind,
  type FoldId,
  type Urgency,
  WEEK_MS,
} from '#domain/signing/desk.ts';
import type { Mark } from '#domain/signing/fold.ts';
import { Prisma, type Tx } from '../../client.ts';
import { limitOf } from '../keyset.ts';
import { ANSWERS } from '../requests/answers.ts';
import { HELD_TODAY } from '../tasks/holdings.ts';

/**
 * What waits for a person to do one of these, and that no other holder took: holdings as `h`, tasks as `t`, requests as `r`.
 */
export const waitingFor = (personId: string, kinds: readonly DeskKind[]): Prisma.Sql => Prisma.sql`
  from task_holding h join task t on t.key = h.task_key and t.state = 'created' join request r on r.id = t.request_id
       left join signing_aside a on a.task_key = t.key and a.person_id = h.person_id
       left join signing_place g on g.task_key = t.key and g.person_id = h.person_id
 where h.person_id = ${personId}::uuid and h.decision = any(${[...kinds]}) and ${HELD_TODAY}
   and (t.assignee_id is null or t.assignee_id = h.person_id or not exists (
         select from task_holding h where h.task_key = t.key and h.person_id = t.assignee_id and ${HELD_TODAY}))`;

/** What of a desk its assistant sees: signatures, but those about themselves. */
const shownTo = (assistantId: string | undefined): Prisma.Sql =>
  assistantId === undefined
    ? Prisma.empty
    : Prisma.sql`and h.decision = 'signature' and r.agent_id <> ${assistantId}::uuid`;

const inAWeek = (at: Date): Date => new Date(at.getTime() + WEEK_MS);
const DUE: Readonly<Record<Urgency, (at: Date) => Prisma.Sql>> = {
  overdue: (at) => Prisma.sql`h.due_at < ${at}`,
  week: (at) => Prisma.sql`h.due_at between ${at} and ${inAWeek(at)}`,
  later: (at) => Prisma.sql`h.due_at > ${inAWeek(at)}`,
};

/** What filters show of a desk, by the time. */
interface Filtered extends DeskFilters {
  readonly at: Date;
}

/** `and …`: the condition of filters on holdings, requests and what was set aside, as {@link waitingFor} names them. */
function filtered({ kind, structureId, due, aside, at }: Filtered): Prisma.Sql {
  const conditions = [aside ? Prisma.sql`a.task_key is not null` : Prisma.sql`a.task_key is null`];
  if (kind !== undefined) conditions.push(Prisma.sql`h.kind = ${kind}`);
  if (structureId !== undefined) conditions.push(Prisma.sql`r.structure_id = ${structureId}::uuid`);
  if (due !== undefined) conditions.push(DUE[due](at));
  return Prisma.sql`and ${Prisma.join(conditions, ' and ')}`;
}

/** What is known of the request in `r` whatever the others say (domain/signing/fold.ts: MARKS). */
const MARKS_OF = Prisma.sql`
  array(select distinct 'opinion-' || d.outcome from decision d
         where d.request_id = r.id and d.kind = 'opinion' and d.outcome in ('reserved', 'unfavorable') and d.voided_at is null
        union all
        select 'rule-warned' where exists (
          select from act c where c.request_id = r.id and c.template = 'act' and c.sealed_at is null and c.warned)
        union all
        select 'touched-since' where exists (
          select from registered_act n join later_act l on l.act_id = n.act_id join act b on b.id = l.by_act_id
           where n.request_id = r.contests_id and b.sealed_at > r.filed_at)
        union all
        select 'refused-before' where exists (
          select from request o where o.agent_id = r.agent_id and o.kind = r.kind and o.id <> r.id and o.outcome = 'refused'))`;

/** A task that waits, as the desk counts it. */
export interface WaitingRow extends FoldId {
  readonly taskKey: string;
  readonly kind: string;
  readonly structureId: string;
  readonly dueAt: Date | null;
  readonly marks: readonly Mark[];
  readonly setAside: boolean;
}

/** What of a kind waits for a person, the most urgent first, no more than so many; of it, what filters show. */
export const waitingTasks = (
  tx: Tx,
  asked: {
    readonly personId: string;
    readonly assistantId?: string;
    readonly kind: DeskKind;
    readonly max: number;
    readonly only?: Filtered;
  },
): Promise<WaitingRow[]> =>
  tx.$queryRaw<WaitingRow[]>`
    select t.key as "taskKey", r.version_id::text as "versionId", t.element_id as "elementId", r.kind, r.structure_id::text as "structureId",
           t.due_at as "dueAt", ${MARKS_OF} as marks, a.task_key is not null as "setAside"
      ${waitingFor(asked.personId, [asked.kind])} ${shownTo(asked.assistantId)}
           ${asked.only === undefined ? Prisma.empty : filtered(asked.only)}
     order by h.due_at, h.created_at, h.task_key ${limitOf(asked.max)}`;

/** How much of each kind waits for a person, up to so much in all. */
export const countWaiting = (tx: Tx, personId: string, max: number): Promise<{ kind: DeskKind; count: number }[]> =>
  tx.$queryRaw`
    select w.decision as kind, count(*)::int as count
      from (select h.decision ${waitingFor(personId, DESK_KINDS)} ${limitOf(max)}) w group by w.decision`;

/** What some structures are called. */
export const structureNamesOf = (tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  tx.$queryRaw`select id::text, name from structure where id = any(${[...ids]}::uuid[]) order by name, id`;

/** An act that waits, with what a fold compares of it. */
export interface FoldRow {
  readonly taskKey: string;
  readonly kind: DeskKind;
  readonly number: string;
  readonly agent: PersonRef;
  readonly structureName: string;
  readonly clock: PlaceClock;
  readonly dueAt: Date | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly marks: readonly Mark[];
  /** Types of the documents that were given. */
  readonly pieces: readonly string[];
}

/** Which acts of a fold: those of a person's desk that its filters show, as they were put in order, then the most urgent first, no more than so many. */
export interface FoldAsked extends FoldId, Omit<Filtered, 'kind'> {
  readonly personId: string;
  /** Who reads the desk of that person, as their assistant. */
  readonly assistantId?: string | undefined;
  readonly max: number;
}

/**
 * `from … where … order by … limit`: the acts of a fold, as tasks `t` and requests `r`. Its kind is asked of the holding too: whoever
 * holds thousands of other kinds reads none of these.
 */
export const inFold = (asked: FoldAsked): Prisma.Sql => {
  const { personId, assistantId, versionId, elementId, max, ...filters } = asked;
  return Prisma.sql`${waitingFor(personId, DESK_KINDS)} ${shownTo(assistantId)}
      and h.kind = (select v.kind from circuit_version v where v.id = ${versionId}::uuid)
      and r.version_id = ${versionId}::uuid and t.element_id = ${elementId} ${filtered(filters)}
    order by g.place, h.due_at, h.created_at, h.task_key ${limitOf(max)}`;
};

/** The acts of a fold, with what is compared of them, in one statement however many they are. */
export const foldRows = (tx: Tx, asked: FoldAsked): Promise<FoldRow[]> => comparedRows(tx, inFold(asked));

/** The same of some tasks, whatever their fold: those that still wait for this person. */
export const rowsOfTasks = (tx: Tx, personId: string, taskKeys: readonly string[]): Promise<FoldRow[]> =>
  comparedRows(tx, Prisma.sql`${waitingFor(personId, DESK_KINDS)} and t.key = any(${[...taskKeys]})`);

const comparedRows = (tx: Tx, rows: Prisma.Sql): Promise<FoldRow[]> =>
  tx.$queryRaw<FoldRow[]>`
    with chosen as materialized (
      select t.key, t.decision, g.place, h.due_at, h.created_at, r.id as request_id ${rows})
    select c.key as "taskKey", c.decision as kind, r.number, s.name as "structureName", s.time_zone as clock,
           nullif(c.due_at, 'infinity') as "dueAt", ${ANSWERS} as data, ${MARKS_OF} as marks,
           json_build_object('id', p.id, 'firstName', p.first_name, 'lastName', p.last_name) as agent,
           array(select distinct i.piece_type from piece i where i.request_id = r.id) as pieces
      from chosen c join request r on r.id = c.request_id join person p on p.id = r.agent_id
           join structure s on s.id = r.structure_id
     order by c.place, c.due_at, c.created_at, c.key`;

/**
 * Keeps what a person was shown of a fold; shown again the same, it was first shown then.
 * @returns false where it is not kept: they were shown `max` others within an hour
 */
export async function keepFoldShown(
  tx: Tx,
  shown: {
    readonly personId: string;
    readonly foldId: string;
    readonly sha256: string;
    readonly taskKeys: readonly string[];
    readonly at: Date;
  },
  max: number,
): Promise<boolean> {
  const { personId, foldId, sha256, taskKeys, at } = shown;
  const [{ kept }] = await tx.$queryRaw<[{ kept: boolean }]>`
    with written as (
      insert into fold_shown (person_id, fold_id, sha256, task_keys, shown_at)
      select ${personId}::uuid, ${foldId}, ${sha256}, ${[...taskKeys]}::text[], ${at}
       where (select count(*) from fold_shown
               where person_id = ${personId}::uuid and shown_at > ${at}::timestamptz - interval '1 hour') < ${max}
      on conflict do nothing returning 1)
    select exists (select from written)
        or exists (select from fold_shown where person_id = ${personId}::uuid and sha256 = ${sha256}) as kept`;
  return kept;
}
