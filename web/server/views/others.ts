import type { Versions } from '../../../application/versions.ts';
import { parisDay } from '../../../domain/calendar/civil-date.ts';
import type { Actor } from '../../../domain/permissions/actor.ts';
import { canSeeRequest } from '../../../domain/permissions/request.ts';
import type { Tx } from '../../../prisma/client.ts';
import { factsOfRequests } from '../../../prisma/repositories/requests/requests.ts';
import { othersOfKind } from '../../../prisma/repositories/requests/same-kind.ts';
import type { TaskRow } from '../../../prisma/repositories/tasks/tasks.ts';
import type { TaskView } from '../../contract/tasks.ts';
import { standings } from './standing.ts';

/** Beside a request: more of them are found in the agent's file. */
const MAX_OTHERS = 5;

/**
 * What the agent asked for before, or asks for meanwhile, of that kind: whoever decides knows that there is more than one. They
 * open those that they may read; of the others they read when and what became of it. The agent has a list of their own.
 */
export async function otherRequests(
  { tx, versions }: { readonly tx: Tx; readonly versions: Versions },
  actor: Actor,
  { agentId, kind, requestId }: Pick<TaskRow, 'agentId' | 'kind' | 'requestId'>,
  at: Date,
): Promise<TaskView['others']> {
  if (actor.personId === agentId) return { items: [], more: false };
  const found = await othersOfKind(tx, { agentId, kind, requestId, limit: MAX_OTHERS + 1 });
  const rows = found.slice(0, MAX_OTHERS);
  if (rows.length === 0) return { items: [], more: false };
  const ids = rows.map(({ id }) => id);
  const [facts, stand] = await Promise.all([factsOfRequests(tx, ids), standings(tx, versions, rows, actor.personId)]);
  const day = parisDay(at);
  const items = rows.map(({ id, number, filedAt, closedAt }) => {
    const known = facts.get(id);
    return {
      id: known !== undefined && canSeeRequest(actor, known, day) ? id : null,
      number,
      filedAt: filedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      state: stand.get(id)?.state ?? ('filed' as const),
    };
  });
  return { items, more: found.length > MAX_OTHERS };
}
