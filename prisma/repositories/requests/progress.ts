import { sql } from 'kysely';
import {
  type EventDetail,
  type EventSaid,
  type RequestEventKind,
  readEventDetail,
} from '#domain/request/request-event.ts';
import type { Tx } from '../../client.ts';
import { db, json, statement, unnested } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

/**
 * A dated event of a request. `factKey` names the business fact: reported twice, it is one event.
 */
export type NewRequestEvent = EventSaid & {
  readonly requestId: string;
  readonly factKey: string;
  readonly at: Date;
  readonly elementId?: string | undefined;
  readonly actorId?: string | undefined;
};

/** Writes an event; false if it was already written. */
export async function recordRequestEvent(tx: Tx, event: NewRequestEvent): Promise<boolean> {
  const { elementId = null, actorId = null, detail = {}, ...said } = event;
  return (await written.run(tx, { id: uuid7(new Date()), elementId, actorId, detail, ...said })) === 1;
}

const written = statement(
  (
    given: Pick<NewRequestEvent, 'requestId' | 'kind' | 'factKey' | 'at'> &
      Record<'elementId' | 'actorId', string | null> & { id: string; detail: object },
  ) =>
    db
      .insertInto('request_event')
      .values({
        id: given.id,
        request_id: given.requestId,
        kind: given.kind,
        fact_key: given.factKey,
        at: given.at,
        element_id: given.elementId,
        actor_id: given.actorId,
        detail: json(given.detail),
      })
      .onConflict((again) => again.doNothing()),
);

const detailOf = statement((given: { requestId: string; factKey: string }) =>
  db
    .selectFrom('request_event')
    .select('detail')
    .where('request_id', '=', given.requestId)
    .where('fact_key', '=', given.factKey),
);

/**
 * Reads the detail of an event (null: it can no longer be read); undefined if it was not written.
 */
export async function eventDetail<Kind extends RequestEventKind>(
  tx: Tx,
  { requestId, kind, factKey }: { readonly requestId: string; readonly kind: Kind; readonly factKey: string },
): Promise<EventDetail<Kind> | null | undefined> {
  const event = await detailOf.first(tx, { requestId, factKey });
  return event === null ? undefined : readEventDetail(kind, event.detail);
}

const writtenOfMany = statement(
  (
    given: Pick<NewRequestEvent, 'kind' | 'factKey' | 'at'> & {
      detail: object;
      ids: string[];
      requestIds: readonly string[];
    },
  ) =>
    db
      .insertInto('request_event')
      .columns(['id', 'request_id', 'kind', 'fact_key', 'at', 'detail'])
      .expression((eb) =>
        eb
          .selectFrom(unnested({ id: given.ids, requestId: given.requestIds }, { id: 'uuid', requestId: 'uuid' }))
          .select(['given.id', 'given.requestId'])
          .select([
            eb.val(given.kind).as('kind'),
            eb.val(given.factKey).as('fact_key'),
            eb.val(given.at).as('at'),
            json(given.detail).as('detail'),
          ]),
      )
      .onConflict((again) => again.doNothing()),
);

/** Writes the same event for many requests, in one statement. */
export async function recordEvents(
  tx: Tx,
  requestIds: readonly string[],
  { kind, factKey, at, detail }: EventSaid & Pick<NewRequestEvent, 'factKey' | 'at'>,
): Promise<void> {
  const ids = requestIds.map(() => uuid7(new Date()));
  await writtenOfMany.run(tx, { ids, requestIds, kind, factKey, at, detail: detail ?? {} });
}

/** A step that the circuit does by itself. */
export interface OwnStep {
  readonly requestId: string;
  readonly elementId: string;
  readonly jobKey: string;
}

const begun = statement((given: OwnStep) =>
  db
    .insertInto('request_step')
    .values({
      request_id: given.requestId,
      job_key: given.jobKey,
      element_id: given.elementId,
      began_at: sql<Date>`clock_timestamp()`,
      state: 'active',
    })
    .onConflict((again) => again.doNothing()),
);

/** Records that a step began; a retry keeps the first instant. */
export async function beginStep(tx: Tx, step: OwnStep): Promise<void> {
  await begun.run(tx, step);
}

const ended = statement((given: OwnStep & { state: 'done' | 'left' }) =>
  db
    .insertInto('request_step')
    .values({
      request_id: given.requestId,
      job_key: given.jobKey,
      element_id: given.elementId,
      began_at: sql<Date>`now()`,
      state: given.state,
    })
    .onConflict((again) =>
      again.columns(['request_id', 'job_key']).doUpdateSet((eb) => ({ state: eb.ref('excluded.state') })),
    ),
);

/**
 * Records how a step ended, in the transaction that did it: done, or left by an error that the
 * circuit catches. Without an earlier beginning, it began with this transaction.
 */
export async function endStep(tx: Tx, step: OwnStep, state: 'done' | 'left'): Promise<void> {
  await ended.run(tx, { ...step, state });
}

/** An event of a request, with its actor. */
export interface EventRow {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly elementId: string | null;
  readonly actorId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly detail: unknown;
}

const events = statement((given: { requestId: string }) =>
  db
    .selectFrom('request_event as e')
    .leftJoin('person as p', 'p.id', 'e.actor_id')
    .select([
      'e.id',
      'e.at',
      'e.kind',
      'e.element_id as elementId',
      'e.actor_id as actorId',
      'p.first_name as firstName',
      'p.last_name as lastName',
      'e.detail',
    ])
    .where('e.request_id', '=', given.requestId)
    .orderBy('e.at')
    .orderBy('e.id'),
);

/** Lists the events of a request, oldest first. */
export const eventsOf = (tx: Tx, requestId: string): Promise<EventRow[]> => events.all(tx, { requestId });

/**
 * Reads the path of a request: the tasks of people, and the steps that the circuit did by itself.
 */
export const wayOf = (tx: Tx, requestId: string) =>
  tx.request.findUniqueOrThrow({
    where: { id: requestId },
    select: {
      tasks: {
        orderBy: [{ createdAt: 'asc' }, { key: 'asc' }],
        select: { elementId: true, state: true, createdAt: true },
      },
      steps: {
        orderBy: [{ beganAt: 'asc' }, { jobKey: 'asc' }],
        select: { elementId: true, beganAt: true, state: true },
      },
    },
  });
