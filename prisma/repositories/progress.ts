import type { RequestEventKind } from '../../domain/request-event.ts';
import type { Prisma, Tx } from '../client.ts';

/** A dated step of a request. `factKey` names the business fact: told twice, it is one step. */
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
  const { count } = await tx.requestEvent.createMany({
    data: [
      {
        requestId,
        kind,
        factKey,
        at,
        ...(elementId !== undefined && { elementId }),
        ...(actorId !== undefined && { actorId }),
        ...(detail !== undefined && { detail }),
      },
    ],
    skipDuplicates: true,
  });
  return count === 1;
}

/** A step that the circuit does by itself, of a request that this instance plays or is about to. */
export interface OwnStep {
  readonly requestId: string;
  readonly instanceKey: string;
  readonly elementId: string;
  readonly jobKey: string;
}

/** Writes that a step is being done; tried again, it began when it first did. */
export async function beginStep(tx: Tx, { requestId, instanceKey, elementId, jobKey }: OwnStep): Promise<void> {
  await tx.$executeRaw`
    insert into request_step (request_id, job_key, element_id, began_at, state)
    select id, ${jobKey}, ${elementId}, clock_timestamp(), 'active' from request
     where id = ${requestId}::uuid and (instance_key is null or instance_key = ${instanceKey})
    on conflict do nothing`;
}

/** Writes how it ended: done, or left by an error that the circuit catches. */
export async function endStep(tx: Tx, { requestId, jobKey }: OwnStep, state: 'done' | 'left'): Promise<void> {
  await tx.requestStep.updateMany({ where: { requestId, jobKey }, data: { state } });
}

/** Holds the request's row until the transaction ends: two workers never write about one request at the same time. */
export async function lockRequest(tx: Tx, requestId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select 1 from request where id = ${requestId}::uuid for update`;
  return rows.length === 1;
}

export type Claim = 'claimed' | 'already-mine' | 'taken' | 'unknown';

/** Gives the request to the instance that plays it, once: a second start finds it taken. */
export async function claimRequest(
  tx: Tx,
  claim: { requestId: string; engine: string; instanceKey: string },
): Promise<Claim> {
  const { requestId: id, engine, instanceKey } = claim;
  const { count } = await tx.request.updateMany({ where: { id, instanceKey: null }, data: { engine, instanceKey } });
  if (count === 1) return 'claimed';
  const request = await tx.request.findUnique({ where: { id }, select: { instanceKey: true, engine: true } });
  if (request === null) return 'unknown';
  return request.instanceKey === instanceKey && request.engine === engine ? 'already-mine' : 'taken';
}

export interface Clocks {
  readonly reminderAt: Date;
  readonly dueAt: Date;
  readonly silenceAt: Date;
}

export async function writeClocks(tx: Tx, requestId: string, clocks: Clocks): Promise<void> {
  await tx.request.update({ where: { id: requestId }, data: { ...clocks } });
}

/** Until when the agent can stop an agreed change. */
export async function writeStopUntil(tx: Tx, requestId: string, stopUntil: Date): Promise<void> {
  await tx.request.update({ where: { id: requestId }, data: { stopUntil } });
}

/** Writes the outcome, once; false when the request was closed before. */
export async function closeRequest(
  tx: Tx,
  closing: { requestId: string; outcome: string; at: Date },
): Promise<boolean> {
  const { count } = await tx.request.updateMany({
    where: { id: closing.requestId, closedAt: null },
    data: { outcome: closing.outcome, closedAt: closing.at },
  });
  return count === 1;
}

/** Says that a withdrawal took effect; false when that was known. */
export async function markAccepted(tx: Tx, withdrawalId: string, at: Date): Promise<boolean> {
  const { count } = await tx.withdrawal.updateMany({
    where: { id: withdrawalId, acceptedAt: null, refusedAt: null },
    data: { acceptedAt: at },
  });
  return count === 1;
}

/** Says that a withdrawal came too late; false when it was answered before. */
export async function refuseWithdrawal(tx: Tx, withdrawalId: string, at: Date): Promise<boolean> {
  const { count } = await tx.withdrawal.updateMany({
    where: { id: withdrawalId, acceptedAt: null, refusedAt: null },
    data: { refusedAt: at },
  });
  return count === 1;
}

/** Writes a part-time period, once for a request. */
export async function applyWorkTime(
  tx: Tx,
  period: { personId: string; requestId: string; quota: number; from: Date; until: Date },
): Promise<boolean> {
  return (await tx.workTime.createMany({ data: [period], skipDuplicates: true })).count === 1;
}
