import { parisDay } from '#domain/calendar/civil-date.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canSeeRequest } from '#domain/permissions/request.ts';
import { requestState } from '#domain/request/request.ts';
import type { Tx } from '#prisma/client.ts';
import { othersOfKind } from '#prisma/repositories/requests/same-kind.ts';
import type { TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';

/** Beside a request: more of them are found in the agent's file. */
const MAX_OTHERS = 5;

/**
 * What the agent asked for before, or asks for meanwhile, of that kind: whoever decides knows that there is more than one. They
 * open those that they may read; of the others they read when and what became of it. The agent has a list of their own.
 */
export async function otherRequests(
  tx: Tx,
  actor: Actor,
  { agentId, kind, requestId }: Pick<TaskRow, 'agentId' | 'kind' | 'requestId'>,
  at: Date,
): Promise<TaskView['others']> {
  if (actor.personId === agentId) return { items: [], more: false };
  const found = await othersOfKind(tx, { agentId, kind, requestId, limit: MAX_OTHERS + 1 });
  const day = parisDay(at);
  const items = found.slice(0, MAX_OTHERS).map((other) => ({
    id: canSeeRequest(actor, other.facts, day) ? other.id : null,
    number: other.number,
    filedAt: other.filedAt.toISOString(),
    closedAt: other.closedAt?.toISOString() ?? null,
    state: requestState(other),
  }));
  return { items, more: found.length > MAX_OTHERS };
}
