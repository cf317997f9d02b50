import { WarningAlt } from '@carbon/icons-react';
import type { TaskSummary } from '#web/contract/requests/tasks.ts';
import { shortCivilDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

/** By when a task is due; late ones say so in words. */
export function DueDate({ task }: { task: Pick<TaskSummary, 'dueOn' | 'overdue'> }) {
  const { t, language } = useLanguage();
  if (!task.dueOn) return <span className="h-muted">{t('tasks.noDueDate')}</span>;
  return (
    <span className={task.overdue ? 'h-due h-due--late' : 'h-due'}>
      {task.overdue ? <WarningAlt aria-hidden="true" /> : null}
      <span>{shortCivilDay(task.dueOn, language)}</span>
      {task.overdue ? <span className="h-due__late">{t('tasks.overdue')}</span> : null}
    </span>
  );
}
