import type { UserTask, UserTaskTransition } from '../../protocol.ts';

const PREFIX = 'io.camunda.zeebe:';

/** What a listener's job says of its task: the only road over gRPC, which has no field for it. */
export function taskHeaders(task: UserTask, transition: UserTaskTransition): Record<string, string> {
  const headers: Record<string, string> = {
    [`${PREFIX}userTaskKey`]: task.key,
    [`${PREFIX}action`]: transition.action,
    [`${PREFIX}priority`]: String(task.priority),
  };
  const put = (name: string, value: string | null) => {
    if (value !== null && value !== '') headers[PREFIX + name] = value;
  };
  put('assignee', task.assignee);
  put('dueDate', task.dueDate);
  put('followUpDate', task.followUpDate);
  put('formKey', task.formKey);
  if (task.candidateGroups.length > 0) put('candidateGroups', JSON.stringify(task.candidateGroups));
  if (task.candidateUsers.length > 0) put('candidateUsers', JSON.stringify(task.candidateUsers));
  if (transition.changedAttributes.length > 0) put('changedAttributes', JSON.stringify(transition.changedAttributes));
  return headers;
}
