import { Button } from '@carbon/react';
import { canBeTaken } from '#domain/permissions/task.ts';
import type { TaskSummary } from '#web/contract/requests/tasks.ts';
import { call } from '../../api/api.ts';
import { problemText } from '../../api/problem-text.ts';
import { refresh } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useMe } from '../../app/me.tsx';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

/** Assigns a task to the person, so that the other holders leave it, or gives it back. */
export function AssignButton({ task }: { task: TaskSummary }) {
  const { t, read } = useLanguage();
  const me = useMe();
  const { attempt, busy, problem, setProblem } = useAttempt();
  const mine = task.assignee?.id === me.id;
  const assign = async () => {
    try {
      await call('PUT /api/tasks/:key/assignee', { params: { key: task.key }, body: { assign: !mine } });
    } catch (error) {
      // Shown before the list is read again: it may well say that somebody else took the task.
      setProblem(problemText(error));
    }
    await refresh('/api/tasks');
  };
  if (!canBeTaken(task.role)) return <span>{t('tasks.you')}</span>;
  if (task.assignee && !mine) return <span>{fullName(task.assignee)}</span>;
  return (
    <span className="h-assign">
      {mine ? <span>{t('tasks.you')}</span> : null}
      <Button kind="ghost" size="sm" disabled={busy} onClick={() => void attempt(assign, { again: true })}>
        {mine ? t('tasks.giveBack') : t('tasks.take')}
        <span className="h-hidden">
          {' '}
          {read(task.step)} {task.request.number}
        </span>
      </Button>
      <span role="alert" className="h-assign__problem">
        {problem}
      </span>
    </span>
  );
}
