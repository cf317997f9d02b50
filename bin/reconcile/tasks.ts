import { confirmDecision } from '#application/tasks/confirm-decision.ts';
import { placeOf } from '#domain/circuit/blocks/block.ts';
import { stepOf } from '#domain/circuit/manifest.ts';
import { requestSubject } from '#domain/outbox/outbox-command.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { enterCalled } from '#prisma/repositories/requests/played.ts';
import { standingDecision } from '#prisma/repositories/tasks/decisions.ts';
import { cancelTask, openTask } from '#prisma/repositories/tasks/tasks.ts';
import { lookUpPlayed } from '#workers/steps/played-request.ts';
import { inGroups, type ReconcileContext, repaired } from './context.ts';
import type { Drift } from './drift.ts';
import { type EngineTask, instanceStates, type Playing } from './playing.ts';

const OVER = new Set(['COMPLETED', 'CANCELED']);
const OPEN = ['created', 'completing'];

/** Tasks that wait here and are over there. */
export async function endedThere(context: ReconcileContext, playing: Playing): Promise<Drift[]> {
  const { database, engineName } = context;
  const { prisma } = database;
  const open = await prisma.task.findMany({
    where: { state: { in: OPEN }, request: { engine: engineName }, createdAt: { lte: playing.settledBefore } },
    select: { key: true },
    orderBy: { key: 'asc' },
  });
  const drifts: Drift[] = [];
  for (const group of inGroups(open.map(({ key }) => key).filter((key) => !playing.tasks.has(key)))) {
    const tasks = await prisma.task.findMany({
      where: { key: { in: [...group] }, state: { in: OPEN } },
      select: {
        key: true,
        instanceKey: true,
        request: { select: { id: true, number: true, agentId: true } },
        decisions: { where: { voidedAt: null }, select: { id: true } },
      },
      orderBy: { key: 'asc' },
    });
    const subjects = tasks.map(({ request }) => requestSubject(request.id));
    const onTheirWay = await prisma.outbox.findMany({
      where: { subject: { in: subjects }, doneAt: null },
      select: { subject: true },
    });
    // A command that is on its way will report its own outcome.
    const underWay = new Set(onTheirWay.map(({ subject }) => subject));
    const instances = await instanceStates(context, [...new Set(tasks.map(({ instanceKey }) => instanceKey))]);
    for (const { key, instanceKey, request, decisions } of tasks) {
      if (underWay.has(requestSubject(request.id))) continue;
      const [standing] = decisions;
      // No task outlives its instance: it is asked about where that still plays, or where its own end matters.
      const isPlayed = instances.get(instanceKey) === 'ACTIVE';
      const state = isPlayed || standing ? await stateThere(context, key) : undefined;
      if (state !== undefined && !OVER.has(state)) continue;
      const confirms = state === 'COMPLETED' ? standing : undefined;
      drifts.push({
        kind: 'task-ended-there',
        about: `task ${key}, request ${request.number}`,
        remedy: confirms ? 'confirm the decision that completed it' : 'take it off the list',
        repair: () =>
          repaired(context, { kind: 'task-ended-there', subject: `task:${key}`, chain: request.agentId }, (tx) =>
            confirms
              ? confirmDecision(tx, { decisionId: confirms.id, at: context.now() })
              : cancelTask(tx, key, context.now()),
          ),
      });
    }
  }
  return drifts;
}

/** Undefined when the engine does not know it. */
async function stateThere({ engine }: ReconcileContext, key: string): Promise<string | undefined> {
  const { items } = await engine.searchUserTasks({ filter: { userTaskKey: key } });
  return items[0]?.state;
}

/** Tasks that the engine waits for and that nobody sees here. */
export async function missingHere(context: ReconcileContext, playing: Playing): Promise<Drift[]> {
  const drifts: Drift[] = [];
  const waiting = [...playing.tasks.values()].filter((task) => task.isWaiting && task.since <= playing.settledBefore);
  for (const group of inGroups(waiting)) {
    const kept = await context.database.prisma.task.findMany({
      where: { key: { in: group.map(({ key }) => key) } },
      select: { key: true, state: true },
    });
    const states = new Map(kept.map(({ key, state }) => [key, state]));
    for (const task of group) {
      const state = states.get(task.key);
      if (state !== undefined && OPEN.includes(state)) continue;
      // Whoever works may have completed it since it was read there.
      if ((await stateThere(context, task.key)) !== 'CREATED') continue;
      const drift = await missingTask(context, task, state);
      if (drift) drifts.push(drift);
    }
  }
  return drifts;
}

/** @param state how the task is kept here, if it is */
async function missingTask(
  context: ReconcileContext,
  { key, instanceKey, elementId: id, dueAt }: EngineTask,
  state: string | undefined,
): Promise<Drift | null> {
  const { prisma } = context.database;
  const found = await lookUpPlayed(context, instanceKey);
  // A circuit without its request is reported as such.
  if (found === null) return null;
  const { request, unmet } = found;
  const drift = { kind: 'task-missing-here', about: `task ${key}, request ${request.number}` } as const;
  if (state !== undefined && (await standingDecision(prisma, key))) {
    return {
      ...drift,
      remedy: 'a decision was recorded for it that the engine does not have: restore the engine’s data',
      repair: null,
    };
  }
  const elementId = placeOf(request.path, id);
  const step = stepOf(await readManifest(prisma, request.versionId), elementId);
  const { role, decision } = step ?? {};
  if (!role || !decision) {
    return { ...drift, remedy: 'its step is not a person’s step of the request’s version', repair: null };
  }
  return {
    ...drift,
    remedy: 'put it on the list',
    repair: () =>
      repaired(context, { kind: drift.kind, subject: `task:${key}`, chain: request.agentId }, async (tx) => {
        const distinctFrom = step?.distinctFrom ?? [];
        const { requestId } = request;
        for (const called of unmet) await enterCalled(tx, called);
        await openTask(tx, { key, requestId, instanceKey, elementId, role, decision, dueAt, distinctFrom });
        await tx.task.update({ where: { key }, data: { state: 'created', endedAt: null } });
      }),
  };
}
