import { confirmDecision } from '../../application/tasks/confirm-decision.ts';
import { stepOf } from '../../domain/circuit/manifest.ts';
import { requestSubject } from '../../domain/operations/outbox-command.ts';
import { readManifest } from '../../prisma/repositories/circuits.ts';
import { standingDecision } from '../../prisma/repositories/decisions.ts';
import { cancelTask, openTask } from '../../prisma/repositories/tasks/tasks.ts';
import type { UserTask } from '../../zeebe/client.ts';
import { all, inGroups, isSettled, type ReconcileContext, repaired, waitingTasks } from './context.ts';
import type { Drift } from './drift.ts';

const OVER = new Set(['COMPLETED', 'CANCELED']);
const OPEN = ['created', 'completing'];

/** Tasks that wait here and are over there. */
export async function endedThere(context: ReconcileContext): Promise<Drift[]> {
  const { database, engine, engineName } = context;
  const open = await database.prisma.task.findMany({
    where: { state: { in: OPEN }, request: { engine: engineName } },
    select: { key: true, createdAt: true, request: { select: { id: true, number: true, agentId: true } } },
    orderBy: { key: 'asc' },
  });
  const waiting = await waitingTasks(context);
  const drifts: Drift[] = [];
  for (const { key, createdAt, request } of open) {
    if (waiting.has(key) || !isSettled(context, createdAt)) continue;
    const { items } = await engine.searchUserTasks({ filter: { userTaskKey: key } });
    const state = items[0]?.state;
    if (state !== undefined && !OVER.has(state)) continue;
    // A command that is on its way will report its own outcome.
    const subject = requestSubject(request.id);
    if ((await database.prisma.outbox.count({ where: { subject, doneAt: null } })) > 0) continue;
    const standing = await standingDecision(database.prisma, key);
    const confirms = state === 'COMPLETED' && standing !== null;
    drifts.push({
      kind: 'task-ended-there',
      about: `task ${key}, request ${request.number}, ${state ?? 'unknown'} on the engine`,
      remedy: confirms ? 'confirm the decision that completed it' : 'take it off the list',
      repair: () =>
        repaired(context, { kind: 'task-ended-there', subject: `task:${key}`, chain: request.agentId }, (tx) =>
          confirms
            ? confirmDecision(tx, { decisionId: standing.id, at: context.now() })
            : cancelTask(tx, key, context.now()),
        ),
    });
  }
  return drifts;
}

/** Tasks that the engine waits for and that nobody sees here. */
export async function missingHere(context: ReconcileContext): Promise<Drift[]> {
  const { database, engine, engineName } = context;
  const drifts: Drift[] = [];
  for (const { processDefinitionKey } of await database.prisma.deployment.findMany({ where: { engine: engineName } })) {
    const waiting = await all((page) =>
      engine.searchUserTasks({
        filter: { processDefinitionKey, state: 'CREATED' },
        sort: [{ field: 'creationDate' }],
        page,
      }),
    );
    for (const group of inGroups(waiting.filter(({ creationDate }) => isSettled(context, new Date(creationDate))))) {
      const keys = group.map(({ userTaskKey }) => String(userTaskKey));
      const kept = await database.prisma.task.findMany({
        where: { key: { in: keys } },
        select: { key: true, state: true },
      });
      const states = new Map(kept.map(({ key, state }) => [key, state]));
      for (const task of group) {
        const drift = await missingTask(context, task, states.get(String(task.userTaskKey)));
        if (drift) drifts.push(drift);
      }
    }
  }
  return drifts;
}

/** @param state how the task is kept here, if it is */
async function missingTask(
  context: ReconcileContext,
  task: UserTask,
  state: string | undefined,
): Promise<Drift | null> {
  if (state !== undefined && OPEN.includes(state)) return null;
  const { prisma } = context.database;
  const key = String(task.userTaskKey);
  const instanceKey = String(task.processInstanceKey);
  const request = await prisma.request.findUnique({ where: { instanceKey } });
  // A circuit without its request is reported as such.
  if (request === null) return null;
  const drift = { kind: 'task-missing-here', about: `task ${key}, request ${request.number}` } as const;
  if (state !== undefined && (await standingDecision(prisma, key))) {
    return {
      ...drift,
      remedy: 'a decision was recorded for it that the engine does not have: restore the engine’s data',
      repair: null,
    };
  }
  const step = stepOf(await readManifest(prisma, request.versionId), String(task.elementId));
  const { role, decision } = step ?? {};
  if (!role || !decision) {
    return { ...drift, remedy: 'its step is not a person’s step of the request’s version', repair: null };
  }
  return {
    ...drift,
    remedy: 'put it on the list',
    repair: () =>
      repaired(context, { kind: drift.kind, subject: `task:${key}`, chain: request.agentId }, async (tx) => {
        const dueAt = task.dueDate ? new Date(task.dueDate) : null;
        const elementId = String(task.elementId);
        const distinctFrom = step?.distinctFrom ?? [];
        await openTask(tx, { key, requestId: request.id, instanceKey, elementId, role, decision, dueAt, distinctFrom });
        await tx.task.update({ where: { key }, data: { state: 'created', endedAt: null } });
      }),
  };
}
