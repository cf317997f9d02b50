import { factKey } from '#domain/request/request-event.ts';
import type { Tx } from '#prisma/client.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { closeRequest } from '#prisma/repositories/requests/requests.ts';
import { cancelTask } from '#prisma/repositories/tasks/tasks.ts';
import { inGroups, type ReconcileContext, repaired } from './context.ts';
import type { Drift } from './drift.ts';
import { instanceStates, type Playing } from './playing.ts';

type Open = { id: string; number: string; agentId: string; instanceKey: string };

/** Open requests whose circuit the engine lost, or ended. */
export async function lostRequests(context: ReconcileContext, playing: Playing): Promise<Drift[]> {
  const { database, engineName } = context;
  const open = await database.prisma.request.findMany({
    where: { closedAt: null, engine: engineName, instanceKey: { not: null }, filedAt: { lte: playing.settledBefore } },
    select: { id: true, number: true, agentId: true, instanceKey: true },
    orderBy: { id: 'asc' },
  });
  const unplayed = open.flatMap(({ instanceKey, ...request }) =>
    instanceKey === null || playing.instances.has(instanceKey) ? [] : [{ ...request, instanceKey }],
  );
  const drifts: Drift[] = [];
  for (const group of inGroups(unplayed)) {
    const states = await instanceStates(
      context,
      group.map(({ instanceKey }) => instanceKey),
    );
    const decisions = await decisionsOn(
      context,
      group.filter(({ instanceKey }) => !states.has(instanceKey)),
    );
    for (const request of group) {
      const state = states.get(request.instanceKey);
      if (state === undefined) drifts.push(gone(context, request, decisions.get(request.id) ?? 0));
      else if (state !== 'ACTIVE') drifts.push(await over(context, request));
    }
  }
  return drifts;
}

/** How many decisions stand on each, by its id. */
async function decisionsOn({ database }: ReconcileContext, requests: readonly Open[]): Promise<Map<string, number>> {
  const counts = await database.prisma.decision.groupBy({
    by: ['requestId'],
    where: { requestId: { in: requests.map(({ id }) => id) }, voidedAt: null },
    _count: true,
  });
  return new Map(counts.map(({ requestId, _count }) => [requestId, _count]));
}

const subjectOf = ({ id, agentId }: Open) => ({ subject: `request:${id}`, chain: agentId });

function gone(context: ReconcileContext, request: Open, decided: number): Drift {
  const drift = {
    kind: 'request-instance-gone',
    about: `request ${request.number}, instance ${request.instanceKey}`,
  } as const;
  if (decided > 0) {
    const remedy = `${decided} decision(s) were given on it, which a new start would ask again: restore the engine’s data`;
    return { ...drift, remedy, repair: null };
  }
  return {
    ...drift,
    remedy: 'nothing was decided on it: start its circuit anew',
    repair: () =>
      repaired(context, { kind: drift.kind, ...subjectOf(request) }, async (tx) => {
        await cancelTasks(tx, request.id, context.now());
        await tx.request.update({ where: { id: request.id }, data: { engine: null, instanceKey: null } });
        await enqueue(tx, { command: 'start-instance', payload: { requestId: request.id } });
      }),
  };
}

async function over(context: ReconcileContext, request: Open): Promise<Drift> {
  const drift = {
    kind: 'request-instance-ended',
    about: `request ${request.number}, instance ${request.instanceKey}`,
  } as const;
  const outcome = await outcomeOf(context.database.prisma, request.id);
  if (outcome === null) {
    const remedy = 'no sealed act nor withdrawal says how it ended: its agent must be told, and file it again';
    return { ...drift, remedy, repair: null };
  }
  return {
    ...drift,
    remedy: `close it as ${outcome}, as its act or its withdrawal says`,
    repair: () =>
      repaired(context, { kind: drift.kind, ...subjectOf(request) }, async (tx) => {
        const at = context.now();
        await cancelTasks(tx, request.id, at);
        if (!(await closeRequest(tx, { requestId: request.id, outcome, at }))) return;
        await recordRequestEvent(tx, {
          requestId: request.id,
          kind: 'closed',
          factKey: factKey('closed'),
          at,
          detail: { outcome },
        });
      }),
  };
}

/** What was sealed or withdrawn: facts, not guesses. */
async function outcomeOf(tx: Tx, requestId: string): Promise<'granted' | 'refused' | 'withdrawn' | null> {
  const act = await tx.act.findFirst({ where: { requestId, sealedAt: { not: null } }, orderBy: { sealedAt: 'desc' } });
  if (act) return act.template === 'refusal' ? 'refused' : 'granted';
  return (await tx.withdrawal.count({ where: { requestId, acceptedAt: { not: null } } })) > 0 ? 'withdrawn' : null;
}

async function cancelTasks(tx: Tx, requestId: string, at: Date): Promise<void> {
  const open = await tx.task.findMany({ where: { requestId, state: { in: ['created', 'completing'] } } });
  for (const { key } of open) await cancelTask(tx, key, at);
}
