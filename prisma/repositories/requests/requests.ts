import { type Expression, expressionBuilder, sql } from 'kysely';
import { jsonArrayFrom, jsonBuildObject } from 'kysely/helpers/postgres';
import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { DecisionKind } from '#domain/decision/decision.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import type { RequestFacts } from '#domain/permissions/request.ts';
import type { Role, TaskRole } from '#domain/permissions/role.ts';
import type { ClosingOutcome } from '#domain/request/request.ts';
import { Prisma, type Tx } from '../../client.ts';
import { arrayOf, call, db, exists, isAmong, isOneOf, json, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { PIECE, PIECES_IN_ORDER, STANDING_PIECE } from '../pieces/pieces.ts';
import { personRef } from '../statements/person-ref.ts';
import { heldToday, taskHolders } from '../tasks/holders.ts';
import { answersOf } from './answers.ts';
import { answerTo, LAST_WITHDRAWAL } from './withdrawals.ts';

/** A request as lists show it, before its tasks are added (`standingOf`). */
export interface RequestRow {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly versionId: string;
  readonly agentId: string;
  /** Who started it for the agent; null if the agent filed it. */
  readonly filedById: string | null;
  /** True if they entered it from a paper that the agent signed. */
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
  /** The engine's instance, once the circuit started. */
  readonly instanceKey: string | null;
  readonly outcome: ClosingOutcome | null;
  readonly closedAt: Date | null;
  /** True if the agent was asked for an answer. */
  readonly answerAsked: boolean;
}

/** Condition: the circuit asked the agent for an answer. */
const ANSWER_ASKED = Prisma.sql`exists (select from task t where t.request_id = r.id and t.decision = 'answer')`;

/**
 * Condition: the agent asked for it, themselves or on paper: askedByAgent of `r`
 * (domain/request/on-paper.ts).
 */
export const ASKED_BY_AGENT = Prisma.sql`(r.filed_by_id is null or r.on_paper)`;

/** The same in typed statements. */
export const isAskedByAgent = (request: {
  readonly filedById: Expression<string | null>;
  readonly onPaper: Expression<boolean>;
}) => sql<boolean>`(${request.filedById} is null or ${request.onPaper})`;

/**
 * Condition: the agent knows of it. An act started for an agent is known to them once it is sealed,
 * or put to them (domain/permissions/request.ts).
 */
export const KNOWN_TO_AGENT = Prisma.sql`
  (${ASKED_BY_AGENT} or ${ANSWER_ASKED} or exists (select from act a where a.request_id = r.id and a.sealed_at is not null))`;

/** Selects the open requests that an agent knows of, to be counted. */
export const openRequestsOf = (agentId: string): Prisma.Sql =>
  Prisma.sql`from request r where r.agent_id = ${agentId}::uuid and r.closed_at is null and ${KNOWN_TO_AGENT}`;

/** True if the circuit asked the agent for an answer; ANSWER_ASKED in typed statements. */
const answerAsked = (requestId: Expression<string>) =>
  exists(db.selectFrom('task as t').where('t.request_id', '=', requestId).where('t.decision', '=', 'answer'));

/** True if an act of a request is sealed. */
export const hasSealedAct = (requestId: Expression<string>) =>
  exists(db.selectFrom('act as a').where('a.request_id', '=', requestId).where('a.sealed_at', 'is not', null));

/** The last sealed act of a request, as `a`: the caller adds what it selects. */
export const lastSealedAct = (requestId: Expression<string>) =>
  db
    .selectFrom('act as a')
    .where('a.request_id', '=', requestId)
    .where('a.sealed_at', 'is not', null)
    .orderBy('a.sealed_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(1);

/** True if the agent knows of a request; KNOWN_TO_AGENT in typed statements. */
export const knownToAgent = (request: Parameters<typeof isAskedByAgent>[0] & { readonly id: Expression<string> }) =>
  sql<boolean>`(${isAskedByAgent(request)} or ${answerAsked(request.id)} or ${hasSealedAct(request.id)})`;

const REQUESTS = db
  .selectFrom('request as r')
  .innerJoin('person as p', 'p.id', 'r.agent_id')
  .innerJoin('structure as s', 's.id', 'r.structure_id')
  .leftJoin('person as f', 'f.id', 'r.filed_by_id')
  .select([
    'r.id',
    'r.number',
    'r.kind',
    'r.version_id as versionId',
    'r.agent_id as agentId',
    'r.filed_by_id as filedById',
    'r.on_paper as onPaper',
    'f.first_name as filedByFirstName',
    'f.last_name as filedByLastName',
    'p.first_name as firstName',
    'p.last_name as lastName',
    'r.structure_id as structureId',
    's.path as structurePath',
    's.name as structureName',
    's.time_zone as clock',
    'r.filed_at as filedAt',
    'r.due_at as dueAt',
    'r.stop_until as stopUntil',
    'r.stopped_since as stoppedSince',
    'r.instance_key as instanceKey',
    'r.outcome',
    'r.closed_at as closedAt',
  ])
  .select((eb) => answerAsked(eb.ref('r.id')).as('answerAsked'));

/** Requests as lists show them, by their ids, in any order. */
export const requestRows = statement((given: { ids: readonly string[] }) =>
  REQUESTS.where((eb) => isOneOf(eb.ref('r.id'), given.ids)),
);

const requestOf = statement((given: { id: string }) => REQUESTS.where('r.id', '=', given.id));

/** Finds a request as lists show it; null if it does not exist. */
export const findRequest = (tx: Tx, id: string): Promise<RequestRow | null> => requestOf.first(tx, { id });

const dataOf = statement((given: { id: string }) =>
  db
    .selectFrom('request as r')
    .select((eb) => answersOf({ id: eb.ref('r.id'), data: eb.ref('r.data') }).as('data'))
    .where('r.id', '=', given.id),
);

/** Reads the present answers of a request. */
export const requestData = async (tx: Tx, id: string): Promise<Readonly<Record<string, unknown>>> =>
  (await dataOf.one(tx, { id })).data;

/** A request with its structure and its version: the tables of the facts below. */
const JUDGED = db
  .selectFrom('request as r')
  .innerJoin('structure as s', 's.id', 'r.structure_id')
  .innerJoin('circuit_version as v', 'v.id', 'r.version_id');
const judged = expressionBuilder(JUDGED);

/**
 * What rights on a request depend on, of `r` in `s` on the version `v`: RequestFacts in JSON, given
 * its holders.
 */
const factsBy = (holderIds: Expression<string[]>) => {
  const [id, sheet] = [judged.ref('r.id'), judged.ref('v.sheet')];
  const standing = db.selectFrom('decision as d').where('d.request_id', '=', id).where('d.voided_at', 'is', null);
  return jsonBuildObject({
    agentId: judged.ref('r.agent_id'),
    filedById: judged.ref('r.filed_by_id'),
    onPaper: judged.ref('r.on_paper'),
    startedBy: sql<Role | null>`${sheet} ->> 'startedBy'`,
    structurePath: judged.ref('s.path'),
    closed: judged('r.closed_at', 'is not', null).$castTo<boolean>(),
    answerAsked: answerAsked(id),
    signs: sql<boolean>`${call('circuit_decides', sheet)} = 'signature'`,
    holderIds,
    decidedByIds: arrayOf(standing.select('d.author_id').distinct()),
    signed: exists(standing.where('d.kind', '=', 'signature').where('d.outcome', '=', 'signed')),
    sealed: hasSealedAct(id),
    withdrawalPending: exists(
      db
        .selectFrom('withdrawal as w')
        .where('w.request_id', '=', id)
        .where('w.accepted_at', 'is', null)
        .where('w.refused_at', 'is', null),
    ),
    applied: exists(db.selectFrom('situation_entry as e').where('e.request_id', '=', id)),
    resulted: exists(db.selectFrom('campaign_result as x').where('x.request_id', '=', id)),
    stopUntil: call('paris_day', judged.ref('r.stop_until')),
  });
};

const OPEN_TASKS = db
  .selectFrom('task as t')
  .where('t.request_id', '=', judged.ref('r.id'))
  .where('t.state', 'in', ['created', 'completing']);

const FACTS = factsBy(
  arrayOf(
    db
      .selectFrom(taskHolders(arrayOf(OPEN_TASKS.select('t.key'))))
      .select('h.person_id')
      .distinct()
      // Without waiting tasks, the rule is not evaluated.
      .where(exists(OPEN_TASKS)),
  ),
);

/**
 * The same for lists, which show what may be opened: holders come from the rows of lists; the rule
 * is checked on opening.
 */
export const LISTED_FACTS = factsBy(
  arrayOf(
    db
      .selectFrom('task as t')
      .innerJoin('task_holding as h', 'h.task_key', 't.key')
      .select('h.person_id')
      .distinct()
      .where('t.request_id', '=', judged.ref('r.id'))
      .where('t.state', '=', 'created')
      .where((eb) => heldToday({ from: eb.ref('h.from'), until: eb.ref('h.until') })),
  ),
);

/** Selects the signatures of the requests that match `of`: GivenSignature in JSON, oldest first. */
export const givenSignatures = (of: (requestId: Expression<string>) => Expression<boolean>) =>
  jsonArrayFrom(
    db
      .selectFrom('decision as d')
      .innerJoin('decision_intent as i', 'i.id', 'd.id')
      .leftJoin('act_preview as v', (join) =>
        join
          .onRef('v.task_key', '=', 'd.task_key')
          .onRef('v.sha256', '=', 'i.shown_sha256')
          .onRef('v.signer_id', '=', 'd.author_id'),
      )
      .leftJoin('act as a', 'a.id', 'v.act_id')
      .select((eb) => [
        'd.request_id as requestId',
        eb.fn.coalesce('a.template', sql<'act'>`'act'`).as('template'),
        sql<boolean>`${eb.ref('a.sealed_at')} is not null`.as('sealed'),
      ])
      .where((eb) => of(eb.ref('d.request_id')))
      .where('d.kind', '=', 'signature')
      .where('d.outcome', '=', 'signed')
      .where('d.voided_at', 'is', null)
      .orderBy('d.recorded_at'),
  );

const requestAndFactsOf = statement((given: { id: string }) =>
  REQUESTS.innerJoin('circuit_version as v', 'v.id', 'r.version_id')
    .select(FACTS.as('facts'))
    .where('r.id', '=', given.id),
);

/** Finds a request with what rights on it depend on; null if it does not exist. */
export async function findRequestAndFacts(
  tx: Tx,
  id: string,
): Promise<{ readonly row: RequestRow; readonly facts: RequestFacts } | null> {
  const found = await requestAndFactsOf.first(tx, { id });
  if (found === null) return null;
  const { facts, ...row } = found;
  return { row, facts };
}

const factsOf = statement((given: { ids: readonly string[] }) =>
  JUDGED.select('r.id')
    .select(FACTS.as('facts'))
    .where((eb) => isOneOf(eb.ref('r.id'), given.ids)),
);

/** Reads what rights on some requests depend on, by id; those that do not exist are left out. */
export const factsOfRequests = async (tx: Tx, ids: readonly string[]): Promise<Map<string, RequestFacts>> =>
  new Map((await factsOf.all(tx, { ids })).map((row) => [row.id, row.facts]));

/**
 * Reads what a request holds besides what lists show: its answers, documents, sealed acts and
 * withdrawal.
 */
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
    /** As it was filed, without what was accepted since. */
    filed: filed as Record<string, unknown>,
    inCampaign: inCampaign !== null,
    pieces,
    acts,
    withdrawal: answerTo(withdrawals[0]),
  };
}

/** A waiting task of a request, as lists show it. */
export interface OpenTask {
  readonly requestId: string;
  readonly key: string;
  readonly elementId: string;
  readonly role: TaskRole;
  readonly decision: DecisionKind;
  readonly createdAt: Date;
  readonly dueAt: Date | null;
  /**
   * True if it was opened after a decision of signature: which of two circuits it is on would
   * reveal the decision.
   */
  readonly afterSignature: boolean;
  /** At most five; the assignee only, if somebody took it and still holds it. */
  readonly people: readonly PersonRef[];
  /**
   * Who may act on it: those who hold it today, or the one of them who took it; empty while a
   * decision is being confirmed.
   */
  readonly waitsFor: readonly string[];
}

/** A signature that was given, by its template. */
export interface GivenSignature {
  readonly requestId: string;
  readonly template: 'act' | 'refusal';
  readonly sealed: boolean;
}

const standing = statement((given: { ids: readonly string[] }) =>
  db
    .with(
      (cte) => cte('open_task').materialized(),
      (made) =>
        made
          .selectFrom('task as t')
          .select(['t.key', 't.request_id', 't.element_id', 't.role', 't.decision', 't.state'])
          .select(['t.created_at', 't.due_at', 't.assignee_id'])
          .where((eb) => isOneOf(eb.ref('t.request_id'), given.ids))
          .where('t.state', 'in', ['created', 'completing']),
    )
    .with(
      (cte) => cte('holder').materialized(),
      (made) => {
        const completing = made.selectFrom('open_task').where('state', '=', 'completing');
        const listed = made
          .selectFrom('open_task as t')
          .innerJoin('task_holding as h', 'h.task_key', 't.key')
          .select(['t.key as task_key', 'h.person_id', 't.assignee_id'])
          .where('t.state', '=', 'created')
          .where((eb) => heldToday({ from: eb.ref('h.from'), until: eb.ref('h.until') }));
        const asked = made
          .selectFrom(taskHolders(arrayOf(completing.select('key'))))
          .innerJoin('open_task as t', 't.key', 'h.task_key')
          .select(['t.key as task_key', 'h.person_id', 't.assignee_id'])
          // Usually there are none, and the rule is not evaluated.
          .where(exists(completing));
        return made
          .selectFrom(listed.unionAll(asked).as('h'))
          .select(['h.task_key', 'h.person_id', 'h.assignee_id'])
          .select((eb) =>
            eb.fn
              .coalesce(
                eb.fn
                  .agg<boolean | null>('bool_or', [eb('h.person_id', '=', eb.ref('h.assignee_id'))])
                  .over((over) => over.partitionBy('h.task_key')),
                eb.lit(false),
              )
              .as('taken'),
          );
      },
    )
    // Materialized: PostgreSQL cannot tell how few rows they are joined to. Tasks of one list
    // mostly have the same few holders, each looked up once.
    .with(
      (cte) => cte('people').materialized(),
      (made) =>
        made
          .selectFrom('person as p')
          .select(['p.id', 'p.first_name', 'p.last_name'])
          .where((eb) => isAmong(eb.ref('p.id'), eb.selectFrom('holder').select('person_id').distinct())),
    )
    .with('named', (made) =>
      made
        .selectFrom('holder as x')
        .innerJoin('people as p', 'p.id', 'x.person_id')
        .select(['x.task_key', 'p.id', 'p.first_name', 'p.last_name'])
        .select((eb) =>
          eb.fn
            .agg<number>('row_number')
            .over((over) =>
              over.partitionBy('x.task_key').orderBy('p.last_name').orderBy('p.first_name').orderBy('p.id'),
            )
            .as('place'),
        )
        .where((eb) => eb.or([eb.not(eb.ref('x.taken')), eb('x.person_id', '=', eb.ref('x.assignee_id'))])),
    )
    .with(
      (cte) => cte('held_by').materialized(),
      (made) =>
        made
          .selectFrom('named as n')
          .select((eb) => [
            'n.task_key',
            eb.fn.agg<string[]>('array_agg', ['n.id']).as('ids'),
            eb.fn
              .jsonAgg(
                personRef({ id: eb.ref('n.id'), firstName: eb.ref('n.first_name'), lastName: eb.ref('n.last_name') }),
              )
              .orderBy('n.place')
              .filterWhere('n.place', '<=', 5)
              .as('people'),
          ])
          .groupBy('n.task_key'),
    )
    .with(
      (cte) => cte('signed').materialized(),
      (made) =>
        made
          .selectFrom('decision as d')
          .select((eb) => ['d.request_id', eb.fn.min('d.recorded_at').as('first_at')])
          .where((eb) => isOneOf(eb.ref('d.request_id'), given.ids))
          .where('d.kind', '=', 'signature')
          .where('d.voided_at', 'is', null)
          .groupBy('d.request_id'),
    )
    .selectNoFrom((made) => [
      jsonArrayFrom(
        made
          .selectFrom('open_task as t')
          .leftJoin('held_by as h', 'h.task_key', 't.key')
          .leftJoin('signed as s', 's.request_id', 't.request_id')
          .select(['t.request_id as requestId', 't.key', 't.element_id as elementId', 't.role', 't.decision'])
          .select((eb) => [
            't.created_at as createdAt',
            't.due_at as dueAt',
            eb.fn
              .coalesce(eb('s.first_at', '<=', eb.ref('t.created_at')).$castTo<boolean>(), eb.lit(false))
              .as('afterSignature'),
            eb.fn.coalesce('h.people', sql<PersonRef[]>`'[]'`).as('people'),
            eb
              .case()
              .when('t.state', '=', 'created')
              .then(eb.fn.coalesce('h.ids', NOBODY))
              .else(NOBODY)
              .end()
              .as('waitsFor'),
          ])
          .orderBy('t.created_at')
          .orderBy('t.key'),
      ).as('openTasks'),
      givenSignatures((requestId) => isOneOf(requestId, given.ids)).as('signatures'),
    ]),
);

const NOBODY = sql<string[]>`'{}'`;

/**
 * Reads what waits on some requests and for whom, as lists have it, and what was signed, in one
 * query. Holders come from the rows of `task_holding`; the rule is evaluated only for tasks whose
 * decision is being confirmed, which have no rows.
 */
export async function standingOf(
  tx: Tx,
  ids: readonly string[],
): Promise<{ openTasks: OpenTask[]; signatures: GivenSignature[] }> {
  const { openTasks, signatures } = await standing.one(tx, { ids });
  const dated = openTasks.map((task) => ({
    ...task,
    createdAt: new Date(task.createdAt),
    dueAt: task.dueAt === null ? null : new Date(task.dueAt),
  }));
  return { openTasks: dated, signatures };
}

interface NewRequest {
  readonly kind: string;
  readonly versionId: string;
  readonly draftId: string;
  readonly agentId: string;
  readonly filedById: string | null;
  readonly onPaper: boolean;
  readonly structureId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly filedAt: Date;
  /** The request whose decision it contests. */
  readonly contestsId: string | null;
}

const requestInserted = statement((given: NewRequest & { id: string }) =>
  db
    .insertInto('request')
    .values({
      id: given.id,
      number: call('next_request_number', given.filedAt).$notNull(),
      kind: given.kind,
      version_id: given.versionId,
      draft_id: given.draftId,
      agent_id: given.agentId,
      filed_by_id: given.filedById,
      on_paper: given.onPaper,
      structure_id: given.structureId,
      data: json(given.data),
      filed_at: given.filedAt,
      contests_id: given.contestsId,
    })
    .returning(['id', 'number']),
);

/** Files a request, and gives it its number. The draft must be locked. */
export const insertRequest = (tx: Tx, request: NewRequest): Promise<{ id: string; number: string }> =>
  requestInserted.one(tx, { ...request, id: uuid7(new Date()) });

/** The present answers of a request, and its state. */
export interface LockedRequest {
  readonly data: Readonly<Record<string, unknown>>;
  readonly silenceAt: Date | null;
  readonly stopUntil: Date | null;
  readonly closedAt: Date | null;
}

const locked = statement((given: { requestId: string }) =>
  db
    .selectFrom('request as r')
    .select((eb) => [
      answersOf({ id: eb.ref('r.id'), data: eb.ref('r.data') }).as('data'),
      'r.silence_at as silenceAt',
      'r.stop_until as stopUntil',
      'r.closed_at as closedAt',
    ])
    .where('r.id', '=', given.requestId)
    .forUpdate('r'),
);

/**
 * Locks the row of a request until the transaction ends: two workers never write about one request
 * at the same time.
 * @throws {Error} if it does not exist
 */
export async function lockRequest(tx: Tx, requestId: string): Promise<LockedRequest> {
  const request = await locked.first(tx, { requestId });
  if (request === null) throw new Error(`request ${requestId} is unknown`);
  return request;
}

/** The computed dates of a request. */
export interface Clocks {
  readonly reminderAt: Date;
  readonly dueAt: Date;
  readonly silenceAt: Date;
}

const clocksWritten = statement((given: Clocks & { requestId: string }) =>
  db
    .updateTable('request')
    .set({ reminder_at: given.reminderAt, due_at: given.dueAt, silence_at: given.silenceAt })
    .where('id', '=', given.requestId),
);

/** Writes the computed dates of a request. */
export async function writeClocks(tx: Tx, requestId: string, clocks: Clocks): Promise<void> {
  await clocksWritten.run(tx, { ...clocks, requestId });
}

const clocksStopped = statement((given: { requestId: string }) =>
  db
    .updateTable('request')
    .set({ reminder_at: null, due_at: null, silence_at: null })
    .where('id', '=', given.requestId)
    .where(
      (eb) =>
        eb
          .selectFrom('request_event as e')
          .select((event) => sql<string | null>`${event.ref('e.detail')} ->> 'onComplement'`.as('onComplement'))
          .where('e.request_id', '=', given.requestId)
          .where('e.kind', '=', 'deadline')
          .orderBy('e.at', 'desc')
          .orderBy('e.id', 'desc')
          .limit(1),
      'in',
      ['resets', 'suspends'],
    ),
);

/**
 * Stops the clocks while a complement is awaited, if it suspends or restarts the delays: nothing
 * falls due on the agent's own time, and silence means nothing meanwhile. They are computed again
 * once it is given.
 */
export const stopClocks = (tx: Tx, requestId: string): Promise<number> => clocksStopped.run(tx, { requestId });

/** Sets until when the agent can stop an agreed change. */
export async function writeStopUntil(tx: Tx, requestId: string, stopUntil: Date): Promise<void> {
  await tx.request.update({ where: { id: requestId }, data: { stopUntil } });
}

interface Closing {
  readonly requestId: string;
  readonly outcome: ClosingOutcome;
  readonly at: Date;
}

const closed = statement((given: Closing) =>
  db
    .updateTable('request')
    .set({ outcome: given.outcome, closed_at: given.at })
    .where('id', '=', given.requestId)
    .where('closed_at', 'is', null),
);

/** Writes the outcome and closes the request, once; false if it was already closed. */
export const closeRequest = async (tx: Tx, closing: Closing): Promise<boolean> => (await closed.run(tx, closing)) === 1;
