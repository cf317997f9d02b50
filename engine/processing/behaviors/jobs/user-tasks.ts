import type { ExecutableElement } from '../../../model/executable.ts';
import { changedAttributes, changedTask } from '../../../state/user-task-state.ts';
import { complete, finishTermination } from '../../lifecycle.ts';
import type {
  ElementInstance,
  Key,
  ListenerEvent,
  UserTask,
  UserTaskChanges,
  UserTaskTransition,
  Variables,
} from '../../protocol.ts';
import { Rejection } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { writeResults } from '../variables/results.ts';
import { propagate, setLocal } from '../variables/variables.ts';
import { cancelJobsOf, createJob } from './jobs.ts';
import { listenersOf } from './listeners.ts';
import type { TaskFields } from './task-fields.ts';
import { taskHeaders } from './task-headers.ts';

/** Makes the task of an instance. */
export function createUserTask(
  turn: Turn,
  element: ExecutableElement,
  instance: ElementInstance,
  fields: TaskFields,
): void {
  const { assignee } = fields;
  const key = turn.newKey();
  turn.emit('USER_TASK_CREATING', key, {
    key,
    state: 'CREATING',
    elementId: element.id,
    elementInstanceKey: instance.key,
    name: element.name === '' ? element.id : element.name,
    processInstanceKey: instance.processInstanceKey,
    processDefinitionKey: instance.processDefinitionKey,
    bpmnProcessId: instance.bpmnProcessId,
    processDefinitionVersion: instance.version,
    ...fields,
    assignee: null,
    customHeaders: element.userTask?.headers ?? {},
    createdAt: turn.now,
  });
  startTransition(turn, key, { event: 'creating', action: 'create', changes: assignee ? { assignee } : {} });
}

/** What a command, or the life of the task itself, asks of a task. */
export interface TransitionRequest {
  event: ListenerEvent;
  action: string;
  changes: UserTaskChanges;
  variables?: Variables;
  /** On `updating`: where its variables go; without it they are nobody's. */
  variablesGo?: 'local' | 'up';
}

/** Begins a transition: every listener is asked, in order, before anything changes. */
export function startTransition(turn: Turn, taskKey: Key, request: TransitionRequest): void {
  const task = turn.state.userTasks.must(taskKey);
  const instance = turn.state.elementInstances.must(task.elementInstanceKey);
  const { variablesGo } = request;
  const transition: UserTaskTransition = {
    event: request.event,
    action: request.action,
    listeners: listenersOf(turn, request.event, instance),
    listenersDone: 0,
    changes: request.changes,
    changedAttributes: changedAttributes(task, request),
    variables: request.variables ?? {},
    ...(variablesGo === undefined ? {} : { variablesGo }),
  };
  turn.emit('USER_TASK_TRANSITION_STARTED', taskKey, { ...refOf(task), transition });
  continueTransition(turn, taskKey);
}

/** Asks the next listener, or lets the transition happen. */
export function continueTransition(turn: Turn, taskKey: Key): void {
  const task = turn.state.userTasks.must(taskKey);
  const { transition } = task;
  if (transition === undefined) throw new Error(`User task ${taskKey} is in no transition`);
  const listener = transition.listeners[transition.listenersDone];
  if (listener === undefined) {
    finish(turn, task, transition);
    return;
  }
  createJob(turn, turn.state.elementInstances.must(task.elementInstanceKey), {
    type: listener.type,
    retries: listener.retries,
    kind: 'TASK_LISTENER',
    listenerEvent: transition.event.toUpperCase() as Uppercase<ListenerEvent>,
    userTaskKey: taskKey,
    headers: { ...listener.headers, ...taskHeaders(changedTask(task, transition.changes), transition) },
  });
}

function finish(turn: Turn, task: UserTask, transition: UserTaskTransition): void {
  const { changes, action } = transition;
  const ref = refOf(task);
  switch (transition.event) {
    case 'creating': {
      const { assignee, ...others } = changes;
      turn.emit('USER_TASK_CREATED', task.key, { ...ref, changes: others });
      if (assignee) startTransition(turn, task.key, { event: 'assigning', action: 'assign', changes: { assignee } });
      return;
    }
    case 'assigning':
      turn.emit('USER_TASK_ASSIGNED', task.key, { ...ref, changes, action });
      turn.settle(`task:${task.key}`, { result: {} });
      return;
    case 'updating':
      turn.emit('USER_TASK_UPDATED', task.key, { ...ref, changes, action });
      if (transition.variablesGo === 'local') setLocal(turn, task.elementInstanceKey, transition.variables);
      if (transition.variablesGo === 'up') propagate(turn, task.elementInstanceKey, transition.variables);
      turn.settle(`task:${task.key}`, { result: {} });
      return;
    case 'completing': {
      turn.emit('USER_TASK_COMPLETED', task.key, { ...ref, changes, action });
      const instance = turn.state.elementInstances.must(task.elementInstanceKey);
      writeResults(turn, turn.models.element(instance), instance, transition.variables);
      complete(turn, instance.key);
      turn.settle(`task:${task.key}`, { result: {} });
      return;
    }
    case 'canceling': {
      turn.emit('USER_TASK_CANCELED', task.key, { ...ref, changes });
      turn.next(task.elementInstanceKey, () =>
        finishTermination(turn, turn.state.elementInstances.must(task.elementInstanceKey)),
      );
    }
  }
}

/** A listener said no: the task stays as it was, and the caller gets the reason. */
export function denyTransition(turn: Turn, taskKey: Key, reason: string): void {
  const task = turn.state.userTasks.must(taskKey);
  const intent = INTENTS[task.transition?.event ?? 'updating'];
  turn.emit('USER_TASK_TRANSITION_DENIED', taskKey, { ...refOf(task), reason });
  const because = reason === '' ? '' : `. Reason to deny: '${reason}'`;
  turn.settle(`task:${taskKey}`, {
    rejection: new Rejection(
      'INVALID_STATE',
      `${intent} of the User Task with key '${taskKey}' was denied by Task Listener${because}`,
      intent,
    ),
  });
}

const INTENTS: Record<ListenerEvent, string> = {
  creating: 'CREATE',
  assigning: 'ASSIGN',
  updating: 'UPDATE',
  completing: 'COMPLETE',
  canceling: 'CANCEL',
};

/**
 * The task's activity is being stopped. A transition under way gives way, its caller is answered; `canceling` listeners
 * are asked. Answers true: the termination goes on when they have answered.
 */
export function cancelUserTask(turn: Turn, instance: ElementInstance): boolean {
  const taskKey = instance.userTaskKey;
  const task = taskKey === undefined ? undefined : turn.state.userTasks.get(taskKey);
  if (task === undefined) return false;
  cancelJobsOf(turn, instance.key);
  turn.settle(`task:${task.key}`, {
    rejection: new Rejection(
      'NOT_FOUND',
      `Expected to find user task with key '${task.key}', but it was canceled meanwhile`,
      'COMPLETE',
    ),
  });
  startTransition(turn, task.key, { event: 'canceling', action: 'cancel', changes: {} });
  return true;
}

function refOf(task: UserTask) {
  return { processInstanceKey: task.processInstanceKey, elementInstanceKey: task.elementInstanceKey };
}
