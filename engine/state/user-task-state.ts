import type {
  Key,
  ListenerEvent,
  UserTask,
  UserTaskChanges,
  UserTaskState,
  UserTaskTransition,
} from '../processing/protocol.ts';
import type { State } from './state.ts';

/** State of a task while its listeners are asked about an event. */
export const TRANSITION_STATES = {
  creating: 'CREATING',
  assigning: 'ASSIGNING',
  updating: 'UPDATING',
  completing: 'COMPLETING',
  canceling: 'CANCELING',
} satisfies Record<ListenerEvent, UserTaskState>;

/** A task with changes made to it; an empty assignee or date is none. */
export function changedTask(task: UserTask, changes: UserTaskChanges): UserTask {
  return {
    ...task,
    assignee: changes.assignee === undefined ? task.assignee : changes.assignee || null,
    dueDate: changes.dueDate === undefined ? task.dueDate : changes.dueDate || null,
    followUpDate: changes.followUpDate === undefined ? task.followUpDate : changes.followUpDate || null,
    candidateUsers: changes.candidateUsers === undefined ? task.candidateUsers : (changes.candidateUsers ?? []),
    candidateGroups: changes.candidateGroups === undefined ? task.candidateGroups : (changes.candidateGroups ?? []),
    priority: changes.priority ?? task.priority,
  };
}

/** What a transition makes other than it is, by name. */
export function changedAttributes(
  task: UserTask,
  { changes, variablesGo }: { changes: UserTaskChanges; variablesGo?: UserTaskTransition['variablesGo'] | undefined },
): string[] {
  const changed = changedTask(task, changes);
  const names = Object.keys(changes) as (keyof UserTaskChanges)[];
  const others = names.filter((name) => JSON.stringify(changed[name]) !== JSON.stringify(task[name]));
  return variablesGo === undefined ? others : [...others, 'variables'];
}

/** The transition is over: the task is open again, with these changes. */
export function settleTask(state: State, key: Key, changes: UserTaskChanges): void {
  const { transition: _over, ...task } = changedTask(state.userTasks.must(key), changes);
  state.userTasks.set(key, { ...task, state: 'CREATED' });
}
