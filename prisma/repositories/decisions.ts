import { Prisma, type Tx } from '../client.ts';

/** A person's step as the engine opened it. */
export interface NewTask {
  readonly key: string;
  readonly requestId: string;
  readonly instanceKey: string;
  readonly elementId: string;
  readonly role: string;
  readonly decision: string;
  readonly dueAt: Date | null;
  readonly priority?: number | undefined;
  /** Elements whose deciders do not hold it. */
  readonly distinctFrom?: readonly string[];
}

/** Puts a task on the list; told twice, it is there once. */
export async function openTask(tx: Tx, task: NewTask): Promise<boolean> {
  const { priority, distinctFrom = [], ...row } = task;
  const data = {
    ...row,
    state: 'created',
    distinctFrom: [...distinctFrom],
    ...(priority !== undefined && { priority }),
  };
  return (await tx.task.createMany({ data: [data], skipDuplicates: true })).count === 1;
}

/** Who may act on the task now. */
export async function holdersOf(tx: Tx, taskKey: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ person: string }[]>`
    select person_id::text as person from task_holder where task_key = ${taskKey}`;
  return rows.map(({ person }) => person);
}

/** Who decided at a step that this task must be distinct from. */
export async function excludedFrom(
  tx: Tx,
  { requestId, distinctFrom }: { readonly requestId: string; readonly distinctFrom: readonly string[] },
): Promise<string[]> {
  if (distinctFrom.length === 0) return [];
  const rows = await tx.decision.findMany({
    where: { requestId, elementId: { in: [...distinctFrom] }, voidedAt: null },
    select: { authorId: true },
  });
  return rows.map(({ authorId }) => authorId);
}

/** A task and its request, held until the transaction ends; null when the list has no such task. */
export async function lockTask(tx: Tx, key: string) {
  const rows = await tx.$queryRaw<unknown[]>`select 1 from task where key = ${key} for update`;
  if (rows.length === 0) return null;
  return tx.task.findUnique({ where: { key }, include: { request: true } });
}
export type LockedTask = NonNullable<Awaited<ReturnType<typeof lockTask>>>;

export const findIntent = (tx: Tx, id: string) => tx.decisionIntent.findUnique({ where: { id } });
export type Intent = NonNullable<Awaited<ReturnType<typeof findIntent>>>;

export const findDecision = (tx: Tx, id: string) => tx.decision.findUnique({ where: { id }, include: { task: true } });

/** The decision that counts for a task, provisional or not. */
export const standingDecision = (tx: Tx, taskKey: string) =>
  tx.decision.findFirst({ where: { taskKey, voidedAt: null }, select: { id: true, authorId: true } });

/** Writes the fact, provisional until the circuit goes on, and shows the task as being completed. */
export async function recordDecision(
  tx: Tx,
  decision: { intent: Intent; elementId: string; kind: string; capacity: object | null; at: Date },
): Promise<void> {
  const { intent, elementId, kind, capacity, at } = decision;
  await tx.decision.create({
    data: {
      id: intent.id,
      taskKey: intent.taskKey,
      requestId: intent.requestId,
      elementId,
      kind,
      authorId: intent.authorId,
      outcome: intent.outcome,
      capacity: capacity === null ? Prisma.DbNull : (capacity as Prisma.InputJsonObject),
      recordedAt: at,
    },
  });
  await tx.task.update({ where: { key: intent.taskKey }, data: { state: 'completing' } });
}

/** The circuit went on: the decision stands. False when that was known, or when it was voided. */
export async function markConfirmed(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.decision.updateMany({
    where: { id, confirmedAt: null, voidedAt: null },
    data: { confirmedAt: at },
  });
  if (count === 0) return false;
  await tx.task.updateMany({ where: { decisions: { some: { id } } }, data: { state: 'completed', endedAt: at } });
  return true;
}

/** The task ended otherwise: whatever was provisional there never counted. Returns what was voided. */
export async function cancelTask(tx: Tx, key: string, at: Date): Promise<{ id: string; requestId: string }[]> {
  await tx.task.updateMany({
    where: { key, state: { in: ['created', 'completing'] } },
    data: { state: 'canceled', endedAt: at },
  });
  const where = { taskKey: key, confirmedAt: null, voidedAt: null };
  const voided = await tx.decision.findMany({ where, select: { id: true, requestId: true } });
  await tx.decision.updateMany({ where, data: { voidedAt: at } });
  return voided;
}

export async function assignTask(tx: Tx, key: string, assigneeId: string | null): Promise<void> {
  await tx.task.updateMany({ where: { key }, data: { assigneeId } });
}

export async function updateTask(
  tx: Tx,
  key: string,
  change: { dueAt: Date | null; priority?: number },
): Promise<void> {
  await tx.task.updateMany({ where: { key }, data: change });
}

export const findProof = (tx: Tx, id: string) => tx.stepUpProof.findUnique({ where: { id } });

/** Whether a decision was written with this proof, carried out or not. */
export const isProofClaimed = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.decisionIntent.count({ where: { stepUpId: id } })) > 0;

/** Uses a proof up; false when it was used before. */
export async function spendProof(tx: Tx, id: string, at: Date): Promise<boolean> {
  return (await tx.stepUpProof.updateMany({ where: { id, usedAt: null }, data: { usedAt: at } })).count === 1;
}

/** The signature that the circuit cannot take back, if there is one. */
export const signedDecision = (tx: Tx, requestId: string) =>
  tx.decision.findFirst({
    where: { requestId, kind: 'signature', outcome: 'signed', voidedAt: null },
    select: { id: true, confirmedAt: true },
  });

/** The complements asked of the agent, in order, and when each was given. */
export async function complementsOf(tx: Tx, requestId: string): Promise<{ askedAt: Date; givenAt: Date | null }[]> {
  const decisions = await tx.decision.findMany({
    where: { requestId, voidedAt: null, OR: [{ kind: 'visa', outcome: 'complement' }, { kind: 'complement' }] },
    orderBy: { recordedAt: 'asc' },
    select: { kind: true, intent: { select: { decidedAt: true } } },
  });
  const complements: { askedAt: Date; givenAt: Date | null }[] = [];
  for (const { kind, intent } of decisions) {
    const last = complements.at(-1);
    if (kind === 'visa') complements.push({ askedAt: intent.decidedAt, givenAt: null });
    else if (last !== undefined) last.givenAt = intent.decidedAt;
  }
  return complements;
}
