import type { DecisionKind } from '../decision/decision.ts';
import { askedByAgent, type Filing } from '../request/on-paper.ts';
import type { Actor } from './actor.ts';
import { readsSensitive, type TaskRole } from './role.ts';

/** Where a task is: it waits, is being completed, was, or was ended by its circuit. */
export const TASK_STATES = ['created', 'completing', 'completed', 'canceled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** What rights on a task are judged on. */
export interface TaskFacts extends Filing {
  readonly role: TaskRole;
  readonly decision: DecisionKind;
  readonly state: TaskState;
  /** Who took it, whether they still hold it or not. */
  readonly assigneeId: string | null;
  /** Whom the request is about. */
  readonly agentId: string;
  /** Who decided at a step that this one must be distinct from; task_holders leaves them out. */
  readonly excludedIds?: readonly string[];
  /** Who holds it today: task_holders, the rule that the rows of lists follow. */
  readonly holderIds: readonly string[];
}

const holdsTask = (actor: Actor, task: TaskFacts) => task.holderIds.includes(actor.personId);
/** Steps where a file is completed or put right: nothing is decided there. */
const COMPLETING: readonly DecisionKind[] = ['complement', 'correction'];

/**
 * Nobody decides on a request that concerns them or that they filed, whatever rights they hold; completing it is not
 * deciding.
 */
export function ownRequest(
  personId: string,
  task: Pick<TaskFacts, 'role' | 'decision' | 'agentId' | 'filedById' | 'onPaper'>,
): boolean {
  if (personId === task.agentId) return !(task.role === 'agent' || (task.role === 'demandeur' && askedByAgent(task)));
  return personId === task.filedById && !COMPLETING.includes(task.decision);
}

/** Two people, not one twice: whoever decided at a step that this one must be distinct from may not decide here. */
export const decidedBefore = (personId: string, task: TaskFacts): boolean =>
  task.excludedIds?.includes(personId) ?? false;

/** Whoever sees a task can act on it, and whoever cannot does not see it. */
export function canSeeTask(actor: Actor, task: TaskFacts): boolean {
  return holdsTask(actor, task) && !ownRequest(actor.personId, task) && !decidedBefore(actor.personId, task);
}

/** Reads a value that is masked: whoever decides on another's request, while they hold the task, at a step of those who compare. */
export function canReveal(actor: Actor, task: TaskFacts): boolean {
  return readsSensitive(task.role) && actor.personId !== task.agentId && canDecide(actor, task);
}

/**
 * Whether somebody else has it. Whoever took it and holds it no more (away, or their right ended) has it no more either:
 * whoever stands in for them could not act on it, and nobody could give it back.
 */
export function takenByAnother(personId: string, task: Pick<TaskFacts, 'assigneeId' | 'holderIds'>): boolean {
  const { assigneeId, holderIds } = task;
  return assigneeId !== null && assigneeId !== personId && holderIds.includes(assigneeId);
}

/** Decides: a holder, while it waits, unless another holder took it. */
export function canDecide(actor: Actor, task: TaskFacts): boolean {
  return canSeeTask(actor, task) && task.state === 'created' && !takenByAnother(actor.personId, task);
}

/** Whether such steps are taken from each other: those of the agent, or of whoever asked, wait for them. */
export const canBeTaken = (role: string): boolean => role !== 'agent' && role !== 'demandeur';

/** Takes it: a holder, when nobody has it. It is taken over only once it was given back. */
export function canAssign(actor: Actor, task: TaskFacts): boolean {
  return (
    canSeeTask(actor, task) &&
    task.state === 'created' &&
    canBeTaken(task.role) &&
    task.assigneeId !== actor.personId &&
    !takenByAnother(actor.personId, task)
  );
}

/** Gives it back: whoever has it. */
export function canRelease(actor: Actor, task: TaskFacts): boolean {
  return canSeeTask(actor, task) && task.state === 'created' && task.assigneeId === actor.personId;
}

/** Sees the act as they would sign it: whoever may decide at a signature. The power to sign is checked apart. */
export function canPreview(actor: Actor, task: TaskFacts): boolean {
  return task.decision === 'signature' && canDecide(actor, task);
}

/** A one-use proof that the person was there, bound to what they were shown. */
export interface ProofFacts {
  readonly taskKey: string;
  readonly personId: string;
  readonly sha256: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

/** Whether the proof is for this task, this person, these bytes, now, and was never used. */
export function provesStepUp(
  proof: ProofFacts,
  signing: { readonly taskKey: string; readonly personId: string; readonly sha256: string; readonly at: Date },
): boolean {
  return (
    proof.taskKey === signing.taskKey &&
    proof.personId === signing.personId &&
    proof.sha256 === signing.sha256 &&
    proof.usedAt === null &&
    signing.at < proof.expiresAt
  );
}
