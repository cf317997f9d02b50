import { WarningAlt } from '@carbon/icons-react';
import type { TaskSummary } from '../../../contract/tasks.ts';
import { shortDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

/** By when a task is due; late ones say so in words. */
export function DueDate({ task }: { task: Pick<TaskSummary, 'dueAt' | 'overdue'> }) {
  const { t, language } = useLanguage();
  if (!task.dueAt) return <span className="h-muted">{t('tasks.noDueDate')}</span>;
  return (
    <span className={task.overdue ? 'h-due h-due--late' : 'h-due'}>
      {task.overdue ? <WarningAlt aria-hidden="true" /> : null}
      <span>{shortDay(task.dueAt, language)}</span>
      {task.overdue ? <span className="h-due__late">{t('tasks.overdue')}</span> : null}
    </span>
  );
}
