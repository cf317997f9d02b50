import { ArrowRight } from '@carbon/icons-react';
import { Link } from 'react-router';
import { useApi } from '#web/client/api/query.ts';
import { useMe } from '#web/client/app/me.tsx';
import { taskSpace } from '#web/client/app/spaces.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { NotRead } from '#web/client/ui/NotRead.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { DueDate } from '../../tasks/DueDate.tsx';

/** What waits for the agent: a complement to give, or a word on the tasks of another space. */
export function HomeTasks() {
  const { t, read } = useLanguage();
  const me = useMe();
  const query = useApi('GET /api/tasks', { query: { pageSize: 5 }, enabled: me.counts.tasks > 0 });
  if (me.counts.tasks === 0) return null;
  if (!query.data) return <NotRead title={t('agent.waiting', { count: me.counts.tasks })} query={query} />;
  if (query.data.total === 0) return null;
  const all = (
    <Link to="/tasks">
      {taskSpace(me) === 'agent'
        ? t('agent.allTasks')
        : t('agent.allTasksOf', { space: t(`shell.spaces.${taskSpace(me)}`) })}
    </Link>
  );
  return (
    <Panel title={t('agent.waiting', { count: query.data.total })} action={all} className="h-panel--call">
      <ul className="h-rows">
        {query.data.items.map((task) => (
          <li key={task.key}>
            <Link to={`/tasks/${task.key}`} className="h-row">
              <span className="h-two">
                <strong>{read(task.step)}</strong>
                <span className="h-muted">
                  {read(task.request.title)} · {task.request.number}
                </span>
              </span>
              <DueDate task={task} />
              <ArrowRight />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
