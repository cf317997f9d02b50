import { Button } from '@carbon/react';
import { useState } from 'react';
import { canBeTaken } from '#domain/permissions/task.ts';
import type { TaskSummary } from '#web/contract/requests/tasks.ts';
import { call } from '../../api/api.ts';
import { problemText } from '../../api/problem-text.ts';
import { refresh } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

/** Takes a task so that the other holders leave it, or gives it back. */
export function AssignButton({ task }: { task: TaskSummary }) {
  const { t, read } = useLanguage();
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const mine = task.assignee?.id === me.id;
  const assign = async (take: boolean) => {
    if (busy) return;
    setBusy(true);
    setProblem('');
    try {
      await call('PUT /api/tasks/:key/assignee', { params: { key: task.key }, body: { assign: take } });
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      await refresh('/api/tasks');
      setBusy(false);
    }
  };
  if (!canBeTaken(task.role)) return <span>{t('tasks.you')}</span>;
  if (task.assignee && !mine) return <span>{fullName(task.assignee)}</span>;
  return (
    <span className="h-assign">
      {mine ? <span>{t('tasks.you')}</span> : null}
      <Button kind="ghost" size="sm" disabled={busy} onClick={() => void assign(!mine)}>
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
