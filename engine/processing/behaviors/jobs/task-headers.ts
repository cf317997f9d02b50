import type { UserTask, UserTaskTransition } from '../../protocol.ts';
import type { TaskFields } from './task-fields.ts';

const PREFIX = 'io.camunda.zeebe:';

/** What a listener's job says of its task: the only road over gRPC, which has no field for it. */
export function taskHeaders(task: UserTask, transition: UserTaskTransition): Record<string, string> {
  const headers: Record<string, string> = {
    [`${PREFIX}userTaskKey`]: task.key,
    [`${PREFIX}action`]: transition.action,
    [`${PREFIX}priority`]: String(task.priority),
    ...fieldHeaders(task),
  };
  if (transition.changedAttributes.length > 0)
    headers[`${PREFIX}changedAttributes`] = JSON.stringify(transition.changedAttributes);
  return headers;
}

/** Whom a task is for, by when and with which form, as a job says it. */
export function fieldHeaders(fields: TaskFields): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of ['assignee', 'dueDate', 'followUpDate', 'formKey'] as const) {
    const value = fields[name];
    if (value !== null && value !== '') headers[PREFIX + name] = value;
  }
  for (const name of ['candidateGroups', 'candidateUsers'] as const)
    if (fields[name].length > 0) headers[PREFIX + name] = JSON.stringify(fields[name]);
  return headers;
}

/** The same, read back from a job. */
export function fieldsIn(
  headers: Readonly<Record<string, string>>,
): Omit<TaskFields, 'priority' | 'externalFormReference'> {
  const text = (name: string) => headers[PREFIX + name] ?? null;
  const list = (name: string) => JSON.parse(headers[PREFIX + name] ?? '[]') as string[];
  return {
    assignee: text('assignee'),
    dueDate: text('dueDate'),
    followUpDate: text('followUpDate'),
    formKey: text('formKey'),
    candidateGroups: list('candidateGroups'),
    candidateUsers: list('candidateUsers'),
  };
}
