import { confirmDecision } from '#application/tasks/confirm-decision.ts';
import type { WorkerContext } from '../context.ts';

const underway = new Map<string, Promise<void>>();

/**
 * Confirms a decision, in a transaction of its own. The command that completed its task and the step that follows report it at
 * the same moment: the second waits for what the first does, not for its rows.
 */
export function confirmOnce({ database, now }: WorkerContext, decisionId: string): Promise<void> {
  const confirming =
    underway.get(decisionId) ??
    database
      .transaction((tx) => confirmDecision(tx, { decisionId, at: now() }))
      .finally(() => underway.delete(decisionId));
  underway.set(decisionId, confirming);
  return confirming;
}
