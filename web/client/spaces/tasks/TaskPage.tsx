import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { ApiProblem } from '../../api/api.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { isSuperior, taskSpace } from '../../app/spaces.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PassedNotice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { FiledLine } from '../request/FiledLine.tsx';
import { MovedNotice } from '../request/MovedNotice.tsx';
import { AssignButton } from './AssignButton.tsx';
import { DueDate } from './DueDate.tsx';
import { DecisionPanel } from './decision/DecisionPanel.tsx';
import { useAfterDecision } from './decision/use-after-decision.ts';
import { isOfAgent, TaskFile } from './TaskFile.tsx';

/** One task: the request on the left, what is to be decided on the right. */
export function TaskPage() {
  const { key = '' } = useParams();
  const me = useMe();
  useInSpace(taskSpace(me));
  const query = useApi('GET /api/tasks/:key', { params: { key } });
  const { someoneElse } = useAfterDecision(key);
  const ended = query.error instanceof ApiProblem && query.error.status === 410;
  useEffect(() => {
    if (ended) void someoneElse(query.error);
  }, [ended, query.error, someoneElse]);
  if (ended) return null;
  return (
    <Loaded query={query} wholePage>
      {(task) => <Task key={task.key} task={task} />}
    </Loaded>
  );
}

function Task({ task }: { task: TaskView }) {
  const { t, read } = useLanguage();
  const me = useMe();
  const request = task.requestView;
  const away = task.changes.find((change) => change.away);
  return (
    <Page
      title={read(task.step)}
      crumbs={[{ to: '/tasks', text: t('tasks.title') }]}
      lead={
        <span className="h-lead-line">
          <strong>{fullName(request.agent)}</strong>
          <span>{request.structureName}</span>
          <Link to={`/requests/${request.id}`}>
            {read(request.title)} {request.number}
          </Link>
          <FiledLine request={request} />
          {away?.after.from && isSuperior(me) ? (
            <Link to={`/team?month=${away.after.from.slice(0, 7)}`}>{t('team.seeMonth')}</Link>
          ) : null}
        </span>
      }
      actions={
        <span className="h-taskmeta">
          <span>
            <span className="h-label">{t('tasks.columns.due')}</span> <DueDate task={task} />
          </span>
          {isOfAgent(task) ? null : <AssignButton task={task} />}
        </span>
      }
    >
      <PassedNotice />
      <MovedNotice request={request} />
      <div className="h-task">
        <div className="h-task__request">
          <TaskFile task={task} />
        </div>
        <aside className="h-task__decision" aria-label={t('tasks.panel')}>
          <DecisionPanel task={task} />
        </aside>
      </div>
    </Page>
  );
}
