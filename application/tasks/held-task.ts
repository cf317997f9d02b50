import { parisDay } from '#domain/calendar/civil-date.ts';
import { isAcceptedBySilence } from '#domain/calendar/silence-rule.ts';
import { decisionContext } from '#domain/circuit/decision-context.ts';
import type { DecisionContext } from '#domain/decision/decision.ts';
import { DomainError } from '#domain/errors.ts';
import { type Actor, holds } from '#domain/permissions/actor.ts';
import { PAPER_ROLE, rightToHold } from '#domain/permissions/role.ts';
import { canSeeTask, type TaskFacts } from '#domain/permissions/task.ts';
import type { Tx } from '#prisma/client.ts';
import { findTaskAndFacts, type TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import type { Version } from '../versions.ts';

/** An open task that the person may hold. */
export interface HeldTask {
  readonly row: TaskRow;
  readonly facts: TaskFacts;
}

/**
 * Returns a task to a person who may hold it.
 * @throws {DomainError} not-found for other people; task-ended for a person who could hold it
 * before it was decided
 */
export async function holdTask(tx: Tx, actor: Actor, key: string, at: Date): Promise<HeldTask> {
  const found = await findTaskAndFacts(tx, key);
  if (found === null) throw new DomainError('not-found');
  const { row, facts } = found;
  if (facts.state === 'created' || facts.state === 'completing') {
    if (canSeeTask(actor, facts)) {
      if (facts.state === 'created') return { row, facts };
      throw new DomainError('task-ended');
    }
  } else if (couldHold(actor, row, at)) throw new DomainError('task-ended');
  throw new DomainError('not-found');
}

/**
 * True if a person could hold a task before it ended: they have the right it asked for, so they may
 * know that it ended.
 */
function couldHold(actor: Actor, task: TaskRow, at: Date): boolean {
  const { role, agentId, filedById, onPaper, structurePath } = task;
  if (role === 'agent' || role === 'demandeur') {
    if (onPaper) return actor.personId === agentId || holds(actor, PAPER_ROLE, structurePath, parisDay(at));
    return actor.personId === (role === 'agent' ? agentId : (filedById ?? agentId));
  }
  return (
    actor.personId !== agentId &&
    actor.personId !== filedById &&
    holds(actor, rightToHold(role), structurePath, parisDay(at))
  );
}

/** Builds what the domain needs to judge a decision on a task at that moment. */
export const contextOf = ({ manifest }: Version, task: TaskRow, at: Date): DecisionContext =>
  decisionContext(manifest, { elementId: task.elementId, decision: task.decision }, isAcceptedBySilence(task, at));
