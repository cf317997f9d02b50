import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';

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

const operated = statement((given: { requestId: string }) =>
  db
    .selectFrom('request as r')
    .innerJoin('structure as s', 's.id', 'r.structure_id')
    .select(['r.id', 'r.number', 'r.kind', 'r.version_id as versionId', 'r.agent_id as agentId'])
    .select(['s.path as structurePath', 'r.filed_at as filedAt', 'r.engine', 'r.instance_key as instanceKey'])
    .select('r.closed_at as closedAt')
    .where('r.id', '=', given.requestId),
);

/** Finds a request for an operator; null if it does not exist. */
export const findOperated = (tx: Tx, requestId: string): Promise<OperatedRow | null> =>
  operated.first(tx, { requestId });

const openTasksHeld = statement((given: { requestId: string }) =>
  db
    .selectFrom('task')
    .select(['key', 'element_id as elementId'])
    .where('request_id', '=', given.requestId)
    .where('state', 'in', ['created', 'completing'])
    .orderBy('created_at')
    .orderBy('key')
    .forUpdate(),
);

/**
 * Lists the tasks of a request that wait, oldest first, and locks their rows until the transaction
 * ends.
 */
export const lockOpenTasks = (tx: Tx, requestId: string): Promise<{ key: string; elementId: string }[]> =>
  openTasksHeld.all(tx, { requestId });

/** Lists the elements at which tasks of a request wait. */
export const openTasksOf = (tx: Tx, requestId: string): Promise<{ elementId: string }[]> =>
  tx.task.findMany({
    where: { requestId, state: { in: ['created', 'completing'] } },
    orderBy: [{ createdAt: 'asc' }, { key: 'asc' }],
    select: { elementId: true },
  });
