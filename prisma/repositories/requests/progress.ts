import type { RequestEventKind } from '#domain/request/request-event.ts';
import type { Prisma, Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** A dated step of a request. `factKey` names the business fact: reported twice, it is one step. */
export interface NewRequestEvent {
  readonly requestId: string;
  readonly kind: RequestEventKind;
  readonly factKey: string;
  readonly at: Date;
  readonly elementId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly detail?: Prisma.InputJsonObject;
}

/** Writes a step; false when it was written before. */
export async function recordRequestEvent(tx: Tx, event: NewRequestEvent): Promise<boolean> {
  const { requestId, kind, factKey, at, elementId, actorId, detail } = event;
  const written = await tx.$executeRaw`
    insert into request_event (id, request_id, kind, fact_key, at, element_id, actor_id, detail)
    values (${uuid7(new Date())}::uuid, ${requestId}::uuid, ${kind}, ${factKey}, ${at}, ${elementId ?? null},
            ${actorId ?? null}::uuid, ${JSON.stringify(detail ?? {})}::jsonb)
    on conflict do nothing`;
  return written === 1;
}

/** What an event that was written says; null when it was not. */
export async function eventDetail(
  tx: Tx,
  { requestId, factKey }: Pick<NewRequestEvent, 'requestId' | 'factKey'>,
): Promise<Readonly<Record<string, unknown>> | null> {
  const [event] = await tx.$queryRaw<{ detail: Readonly<Record<string, unknown>> }[]>`
    select detail from request_event where request_id = ${requestId}::uuid and fact_key = ${factKey}`;
  return event?.detail ?? null;
}

/** The same event of many requests, in one statement. */
export async function recordEvents(
  tx: Tx,
  requestIds: readonly string[],
  { kind, factKey, at, detail }: Pick<NewRequestEvent, 'kind' | 'factKey' | 'at' | 'detail'>,
): Promise<void> {
  await tx.$executeRaw`
    insert into request_event (id, request_id, kind, fact_key, at, detail)
    select e.id, e.request_id, ${kind}, ${factKey}, ${at}, ${JSON.stringify(detail ?? {})}::jsonb
      from unnest(${requestIds.map(() => uuid7(new Date()))}::uuid[], ${[...requestIds]}::uuid[]) as e (id, request_id)
    on conflict do nothing`;
}

/** A step that the circuit does by itself. */
export interface OwnStep {
  readonly requestId: string;
  readonly elementId: string;
  readonly jobKey: string;
}

/** Writes that a step is not done yet; tried again, it began when it first was. */
export async function beginStep(tx: Tx, { requestId, elementId, jobKey }: OwnStep): Promise<void> {
  await tx.$executeRaw`
    insert into request_step (request_id, job_key, element_id, began_at, state)
    values (${requestId}::uuid, ${jobKey}, ${elementId}, clock_timestamp(), 'active')
    on conflict do nothing`;
}

/**
 * Writes how it ended, in the transaction that did it: done, or left by an error that the circuit catches. It began with that
 * transaction, unless it was tried before.
 */
export async function endStep(
  tx: Tx,
  { requestId, elementId, jobKey }: OwnStep,
  state: 'done' | 'left',
): Promise<void> {
  await tx.$executeRaw`
    insert into request_step (request_id, job_key, element_id, began_at, state)
    values (${requestId}::uuid, ${jobKey}, ${elementId}, now(), ${state})
    on conflict (request_id, job_key) do update set state = excluded.state`;
}

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

export const eventsOf = (tx: Tx, requestId: string): Promise<EventRow[]> =>
  tx.$queryRaw`
    select e.id::text, e.at, e.kind, e.element_id as "elementId", e.actor_id::text as "actorId",
           p.first_name as "firstName", p.last_name as "lastName", e.detail
      from request_event e left join person p on p.id = e.actor_id
     where e.request_id = ${requestId}::uuid order by e.at, e.id`;

/** Where a request went and is: the tasks that people had, and the steps that the circuit did by itself. */
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
