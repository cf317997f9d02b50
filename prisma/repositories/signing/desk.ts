import {
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
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
import type { Tx } from '../../client.ts';
import { all, arrayOf, atMost, countOfRows, db, exists, isOneOf, statement } from '../../connection/typed-sql.ts';
import type { Tables } from '../../generated/tables.ts';
import { answersOf } from '../requests/answers.ts';
import { personRef } from '../statements/person-ref.ts';
import { heldToday } from '../tasks/holders.ts';

/**
 * Begins a query of what waits for a person to do one of these, and that no other holder took:
 * holdings as `h`, tasks as `t`, requests as `r`.
 */
export const waitingFor = (personId: string, kinds: readonly DeskKind[]) =>
  db
    .selectFrom('task_holding as h')
    .innerJoin('task as t', (join) => join.onRef('t.key', '=', 'h.task_key').on('t.state', '=', sql.lit('created')))
    .innerJoin('request as r', 'r.id', 't.request_id')
    .leftJoin('signing_aside as a', (join) =>
      join.onRef('a.task_key', '=', 't.key').onRef('a.person_id', '=', 'h.person_id'),
    )
    .leftJoin('signing_place as g', (join) =>
      join.onRef('g.task_key', '=', 't.key').onRef('g.person_id', '=', 'h.person_id'),
    )
    .where('h.person_id', '=', personId)
    .where((eb) => isOneOf(eb.ref('h.decision'), kinds))
    .where((eb) => heldToday({ from: eb.ref('h.from'), until: eb.ref('h.until') }))
    .where((eb) =>
      eb.or([
        eb('t.assignee_id', 'is', null),
        eb('t.assignee_id', '=', eb.ref('h.person_id')),
        eb.not(
          exists(
            eb
              .selectFrom('task_holding as w')
              .select('w.task_key')
              .whereRef('w.task_key', '=', 't.key')
              .whereRef('w.person_id', '=', 't.assignee_id')
              .where((of) => heldToday({ from: of.ref('w.from'), until: of.ref('w.until') })),
          ),
        ),
      ]),
    );

type Waiting = ReturnType<typeof waitingFor>;
type InWaiting =
  Waiting extends SelectQueryBuilder<infer Known, infer From, unknown> ? ExpressionBuilder<Known, From> : never;

/** Conditions for what an assistant sees of a desk: signatures, except those about themselves. */
const shownTo = (eb: InWaiting, assistantId: string | undefined) =>
  assistantId === undefined ? [] : [eb('h.decision', '=', sql.lit('signature')), eb('r.agent_id', '<>', assistantId)];

const inAWeek = (at: Date): Date => new Date(at.getTime() + WEEK_MS);
const DUE: Readonly<Record<Urgency, (eb: InWaiting, at: Date) => Expression<SqlBool>>> = {
  overdue: (eb, at) => eb('h.due_at', '<', at),
  week: (eb, at) => eb.between('h.due_at', at, inAWeek(at)),
  later: (eb, at) => eb('h.due_at', '>', inAWeek(at)),
};

/** The filters of a desk, at an instant. */
interface Filtered extends DeskFilters {
  readonly at: Date;
}

/** The conditions of filters, on the tables of {@link waitingFor}. */
const filtered = (eb: InWaiting, { kind, structureId, due, aside, at }: Filtered) => [
  eb('a.task_key', aside ? 'is not' : 'is', null),
  ...(kind === undefined ? [] : [eb('h.kind', '=', kind)]),
  ...(structureId === undefined ? [] : [eb('r.structure_id', '=', structureId)]),
  ...(due === undefined ? [] : [DUE[due](eb, at)]),
];

const request = expressionBuilder<{ r: Tables['request'] }, 'r'>();

const marked = (mark: Mark, found: Expression<unknown>) =>
  db.selectNoFrom(sql.lit(mark).as('mark')).where(exists(found));

const opinions = db
  .selectFrom('decision as d')
  .select((eb) => sql<Mark>`'opinion-' || ${eb.ref('d.outcome')}`.as('mark'))
  .distinct()
  .where('d.request_id', '=', request.ref('r.id'))
  .where('d.kind', '=', sql.lit('opinion'))
  .where('d.outcome', 'in', [sql.lit('reserved' as const), sql.lit('unfavorable' as const)])
  .where('d.voided_at', 'is', null);
const warned = db
  .selectFrom('act as c')
  .select('c.id')
  .where('c.request_id', '=', request.ref('r.id'))
  .where('c.template', '=', sql.lit('act'))
  .where('c.sealed_at', 'is', null)
  .where((eb) => eb.ref('c.warned'));
const touched = db
  .selectFrom('registered_act as n')
  .innerJoin('later_act as l', 'l.act_id', 'n.act_id')
  .innerJoin('act as b', 'b.id', 'l.by_act_id')
  .select('b.id')
  .where('n.request_id', '=', request.ref('r.contests_id'))
  .where('b.sealed_at', '>', request.ref('r.filed_at'));
const refused = db
  .selectFrom('request as o')
  .select('o.id')
  .where('o.agent_id', '=', request.ref('r.agent_id'))
  .where('o.kind', '=', request.ref('r.kind'))
  .where('o.id', '<>', request.ref('r.id'))
  .where('o.outcome', '=', sql.lit('refused'));

/**
 * Marks of the request `r` that do not depend on the others of its fold (domain/signing/fold.ts:
 * MARKS).
 */
const MARKS = arrayOf(
  opinions
    .unionAll(marked('rule-warned', warned))
    .unionAll(marked('touched-since', touched))
    .unionAll(marked('refused-before', refused)),
);

/** A task that waits, as the desk counts it. */
export interface WaitingRow extends FoldId {
  readonly taskKey: string;
  readonly kind: string;
  readonly structureId: string;
  readonly dueAt: Date | null;
  readonly marks: readonly Mark[];
  readonly setAside: boolean;
}

/**
 * Lists what waits for a person of one kind, most urgent first, `max` at most; `only`: what these
 * filters show.
 */
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
  all(
    tx,
    waitingFor(asked.personId, [asked.kind])
      .select((eb) => [
        't.key as taskKey',
        'r.version_id as versionId',
        't.element_id as elementId',
        'r.kind',
        'r.structure_id as structureId',
        't.due_at as dueAt',
        MARKS.as('marks'),
        eb('a.task_key', 'is not', null).$castTo<boolean>().as('setAside'),
      ])
      .where((eb) =>
        eb.and([...shownTo(eb, asked.assistantId), ...(asked.only === undefined ? [] : filtered(eb, asked.only))]),
      )
      .orderBy('h.due_at')
      .orderBy('h.created_at')
      .orderBy('h.task_key')
      .limit(atMost(asked.max)),
  );

/** Counts what waits for a person by kind, up to `max` in all. */
export const countWaiting = (tx: Tx, personId: string, max: number): Promise<{ kind: DeskKind; count: number }[]> =>
  all(
    tx,
    db
      .selectFrom(waitingFor(personId, DESK_KINDS).select('h.decision').limit(atMost(max)).as('w'))
      .select((eb) => [eb.ref('w.decision').$castTo<DeskKind>().as('kind'), countOfRows.as('count')])
      .groupBy('w.decision'),
  );

const structureNames = statement((given: { ids: readonly string[] }) =>
  db
    .selectFrom('structure')
    .select(['id', 'name'])
    .where((eb) => isOneOf(eb.ref('id'), given.ids))
    .orderBy('name')
    .orderBy('id'),
);

/** Returns the names of some structures, in order. */
export const structureNamesOf = (tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  structureNames.all(tx, { ids });

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

/**
 * Chooses the acts of a fold: those of a person's desk that the filters show, in the order set for
 * them, then most urgent first, `max` at most.
 */
export interface FoldAsked extends FoldId, Omit<Filtered, 'kind'> {
  readonly personId: string;
  /** The person's assistant, if they are the reader of that desk. */
  readonly assistantId?: string | undefined;
  readonly max: number;
}

/**
 * Selects the acts of a fold, in order, as tasks `t` and requests `r`. Its kind is a condition on
 * the holding too, so that a person who holds thousands of other kinds reads none of these.
 */
export const inFold = (asked: FoldAsked) => {
  const { personId, assistantId, versionId, elementId, max, ...filters } = asked;
  return waitingFor(personId, DESK_KINDS)
    .where((eb) =>
      eb.and([
        ...shownTo(eb, assistantId),
        eb('h.kind', '=', eb.selectFrom('circuit_version as v').select('v.kind').where('v.id', '=', versionId)),
        eb('r.version_id', '=', versionId),
        eb('t.element_id', '=', elementId),
        ...filtered(eb, filters),
      ]),
    )
    .orderBy('g.place')
    .orderBy('h.due_at')
    .orderBy('h.created_at')
    .orderBy('h.task_key')
    .limit(atMost(max));
};

/** Reads the acts of a fold, with what is compared of them, in one statement. */
export const foldRows = (tx: Tx, asked: FoldAsked): Promise<FoldRow[]> => comparedRows(tx, inFold(asked));

/** Reads the same for some tasks, of any fold: those that still wait for this person. */
export const rowsOfTasks = (tx: Tx, personId: string, taskKeys: readonly string[]): Promise<FoldRow[]> =>
  comparedRows(
    tx,
    waitingFor(personId, DESK_KINDS).where((eb) => isOneOf(eb.ref('t.key'), taskKeys)),
  );

const comparedRows = (tx: Tx, rows: Waiting): Promise<FoldRow[]> =>
  all(
    tx,
    db
      .with(
        (cte) => cte('chosen').materialized(),
        () => rows.select(['t.key', 't.decision', 'g.place', 'h.due_at', 'h.created_at', 'r.id as request_id']),
      )
      .selectFrom('chosen as c')
      .innerJoin('request as r', 'r.id', 'c.request_id')
      .innerJoin('person as p', 'p.id', 'r.agent_id')
      .innerJoin('structure as s', 's.id', 'r.structure_id')
      .select((eb) => [
        'c.key as taskKey',
        eb.ref('c.decision').$castTo<DeskKind>().as('kind'),
        'r.number',
        's.name as structureName',
        's.time_zone as clock',
        eb.fn<Date | null>('nullif', ['c.due_at', sql.lit('infinity')]).as('dueAt'),
        answersOf({ id: eb.ref('r.id'), data: eb.ref('r.data') }).as('data'),
        MARKS.as('marks'),
        personRef({
          id: eb.ref('p.id'),
          firstName: eb.ref('p.first_name'),
          lastName: eb.ref('p.last_name'),
        }).as('agent'),
        arrayOf(eb.selectFrom('piece as i').select('i.piece_type').distinct().whereRef('i.request_id', '=', 'r.id')).as(
          'pieces',
        ),
      ])
      .orderBy('c.place')
      .orderBy('c.due_at')
      .orderBy('c.created_at')
      .orderBy('c.key'),
  );

interface FoldShown {
  readonly personId: string;
  readonly foldId: string;
  readonly sha256: string;
  readonly taskKeys: readonly string[];
  readonly at: Date;
}

const foldKept = statement((given: FoldShown & { max: number }) =>
  db
    .with('written', (made) =>
      made
        .insertInto('fold_shown')
        .columns(['person_id', 'fold_id', 'sha256', 'task_keys', 'shown_at'])
        .expression(
          db
            .selectNoFrom((eb) => [
              eb.val(given.personId).as('person_id'),
              eb.val(given.foldId).as('fold_id'),
              eb.val(given.sha256).as('sha256'),
              eb.val(given.taskKeys).as('task_keys'),
              eb.val(given.at).as('shown_at'),
            ])
            .where((of) =>
              of(
                of
                  .selectFrom('fold_shown')
                  .select(of.fn.countAll().as('count'))
                  .where('person_id', '=', given.personId)
                  .where('shown_at', '>', sql<Date>`${given.at}::timestamptz - interval '1 hour'`),
                '<',
                given.max,
              ),
            ),
        )
        .onConflict((same) => same.doNothing())
        .returning('person_id'),
    )
    .selectNoFrom((eb) =>
      eb
        .or([
          exists(eb.selectFrom('written').select('person_id')),
          exists(
            eb
              .selectFrom('fold_shown')
              .select('person_id')
              .where('person_id', '=', given.personId)
              .where('sha256', '=', given.sha256),
          ),
        ])
        .$castTo<boolean>()
        .as('kept'),
    ),
);

/**
 * Keeps what a person was shown of a fold; the same content keeps its first instant.
 * @returns false if it is not kept: they were shown `max` others within an hour
 */
export const keepFoldShown = async (tx: Tx, shown: FoldShown, max: number): Promise<boolean> =>
  (await foldKept.one(tx, { ...shown, max })).kept;
