import type { Tx } from '../../client.ts';

/** A request as an operator acts on it. */
export interface OperatedRow {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly versionId: string;
  readonly agentId: string;
  readonly structurePath: string;
  readonly filedAt: Date;
  readonly engine: string | null;
  readonly instanceKey: string | null;
  readonly closedAt: Date | null;
}

/** A request that an operator would act on; null when it does not exist. */
export async function findOperated(tx: Tx, requestId: string): Promise<OperatedRow | null> {
  const [row] = await tx.$queryRaw<OperatedRow[]>`
    select r.id::text, r.number, r.kind, r.version_id::text as "versionId", r.agent_id::text as "agentId",
           s.path as "structurePath", r.filed_at as "filedAt", r.engine, r.instance_key as "instanceKey",
           r.closed_at as "closedAt"
      from request r join structure s on s.id = r.structure_id
     where r.id = ${requestId}::uuid`;
  return row ?? null;
}

/** The tasks of a request that wait, in the order they came, their rows held until the transaction ends. */
export const lockOpenTasks = (tx: Tx, requestId: string): Promise<{ key: string; elementId: string }[]> =>
  tx.$queryRaw`
    select key, element_id as "elementId" from task
     where request_id = ${requestId}::uuid and state in ('created', 'completing')
     order by created_at, key for update`;

/** The elements at which tasks of a request wait. */
export const openTasksOf = (tx: Tx, requestId: string): Promise<{ elementId: string }[]> =>
  tx.task.findMany({
    where: { requestId, state: { in: ['created', 'completing'] } },
    orderBy: [{ createdAt: 'asc' }, { key: 'asc' }],
    select: { elementId: true },
  });
