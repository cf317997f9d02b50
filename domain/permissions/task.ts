import type { DecisionKind } from '../decision/decision.ts';
import type { Actor } from './actor.ts';
import { askedByAgent, type Filing } from './filing.ts';
import { readsSensitive, type TaskRole } from './role.ts';

/** States of a task: waiting, being completed, completed, ended by its circuit. */
export const TASK_STATES = ['created', 'completing', 'completed', 'canceled'] as const;
/** A state of a task. */
export type TaskState = (typeof TASK_STATES)[number];

/** The facts that decide rights on a task. */
export interface TaskFacts extends Filing {
  readonly role: TaskRole;
  readonly decision: DecisionKind;
  readonly state: TaskState;
  /** The person who took it, whether they still hold it or not. */
  readonly assigneeId: string | null;
  /** The agent concerned by the request. */
  readonly agentId: string;
  /**
   * Authors of decisions at a step from which this one must be distinct; task_holders leaves them
   * out.
   */
  readonly excludedIds?: readonly string[];
  /** Its holders today: task_holders, the rule that rows of lists follow too. */
  readonly holderIds: readonly string[];
}

const holdsTask = (actor: Actor, task: TaskFacts) => task.holderIds.includes(actor.personId);
/** Steps where a file is completed or corrected: nothing is decided there. */
const COMPLETING: readonly DecisionKind[] = ['complement', 'correction'];

/**
 * True if the person may not decide because the request is their own: nobody decides on a request
 * that concerns them or that they filed, whatever rights they hold; completing it is not deciding.
 */
export function ownRequest(
  personId: string,
  task: Pick<TaskFacts, 'role' | 'decision' | 'agentId' | 'filedById' | 'onPaper'>,
): boolean {
  if (personId === task.agentId) return !(task.role === 'agent' || (task.role === 'demandeur' && askedByAgent(task)));
  return personId === task.filedById && !COMPLETING.includes(task.decision);
}

/**
 * True if the person decided at a step from which this one must be distinct: two people decide, not
 * one twice.
 */
export const decidedBefore = (personId: string, task: TaskFacts): boolean =>
  task.excludedIds?.includes(personId) ?? false;

/** True if the person may see a task: those who may act on it, and nobody else. */
export function canSeeTask(actor: Actor, task: TaskFacts): boolean {
  return holdsTask(actor, task) && !ownRequest(actor.personId, task) && !decidedBefore(actor.personId, task);
}

/**
 * True if the person may read a masked value: they decide on another's request, hold the task, and
 * its step compares values with their proof.
 */
export function canReveal(actor: Actor, task: TaskFacts): boolean {
  return readsSensitive(task.role) && actor.personId !== task.agentId && canDecide(actor, task);
}

/**
 * True if another person has the task. A person who took it and no longer holds it (away, or their
 * right ended) no longer has it: their stand-in could not act on it, and nobody could give it back.
 */
export function takenByAnother(personId: string, task: Pick<TaskFacts, 'assigneeId' | 'holderIds'>): boolean {
  const { assigneeId, holderIds } = task;
  return assigneeId !== null && assigneeId !== personId && holderIds.includes(assigneeId);
}

/** True if the person may decide: a holder, while the task waits, unless another holder took it. */
export function canDecide(actor: Actor, task: TaskFacts): boolean {
  return canSeeTask(actor, task) && task.state === 'created' && !takenByAnother(actor.personId, task);
}

/**
 * True if holders of such a step compete for it: not one of the agent or of the requester, who are
 * the only ones to act on it.
 */
export const canBeTaken = (role: string): boolean => role !== 'agent' && role !== 'demandeur';

/**
 * True if the person may take the task: a holder, while nobody has it. Another can only take it
 * over once it is given back.
 */
export function canAssign(actor: Actor, task: TaskFacts): boolean {
  return (
    canSeeTask(actor, task) &&
    task.state === 'created' &&
    canBeTaken(task.role) &&
    task.assigneeId !== actor.personId &&
    !takenByAnother(actor.personId, task)
  );
}

/** True if the person may give the task back: the one who has it. */
export function canRelease(actor: Actor, task: TaskFacts): boolean {
  return canSeeTask(actor, task) && task.state === 'created' && task.assigneeId === actor.personId;
}

/**
 * True if the person may see the act as they would sign it: those who may decide at a signature.
 * The power to sign is checked separately.
 */
export function canPreview(actor: Actor, task: TaskFacts): boolean {
  return task.decision === 'signature' && canDecide(actor, task);
}

/** A single-use proof that the person was there, bound to what they were shown. */
export interface ProofFacts {
  readonly taskKey: string;
  readonly personId: string;
  readonly sha256: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

/**
 * True if the proof is for this task, this person and these bytes, has not expired, and was never
 * used.
 */
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
