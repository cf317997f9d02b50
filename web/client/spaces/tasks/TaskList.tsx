import { Link } from 'react-router';
import { DECISION_KINDS } from '#domain/decision/decision.ts';
import { useList } from '../../api/use-list.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { isSuperior, taskSpace } from '../../app/spaces.ts';
import { fullName, shortDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import type { FiltersOf } from '../../ui/lists/ListFilters.tsx';
import type { ColumnsOf } from '../../ui/lists/ListTable.tsx';
import { SearchedList } from '../../ui/lists/SearchedList.tsx';
import { PassedNotice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { AssignButton } from './AssignButton.tsx';
import { DueDate } from './DueDate.tsx';

/** The tasks that wait for this person, most urgent first. */
export function TaskList() {
  const { t, language, read } = useLanguage();
  const me = useMe();
  useInSpace(taskSpace(me));
  const list = useList('GET /api/tasks');
  const columns: ColumnsOf<'GET /api/tasks'> = [
    {
      key: 'step',
      header: t('tasks.columns.task'),
      cell: (task) => (
        <span className="h-two">
          <Link to={`/tasks/${task.key}`}>{read(task.step)}</Link>
          <span className="h-muted">{read(task.request.title)}</span>
        </span>
      ),
    },
    {
      key: 'agent',
      header: t('request.columns.agent'),
      sort: 'agent',
      cell: (task) => (
        <span className="h-two">
          <span>{fullName(task.request.agent)}</span>
          <span className="h-muted">{task.request.structureName}</span>
        </span>
      ),
    },
    { key: 'number', header: t('tasks.columns.number'), nowrap: true, cell: (task) => task.request.number },
    {
      key: 'createdAt',
      nowrap: true,
      header: t('tasks.columns.arrived'),
      sort: 'createdAt',
      cell: (task) => shortDay(task.createdAt, language),
    },
    { key: 'dueAt', header: t('tasks.columns.due'), sort: 'dueAt', cell: (task) => <DueDate task={task} /> },
    { key: 'assignee', header: t('tasks.columns.assignee'), cell: (task) => <AssignButton task={task} /> },
  ];
  const filters: FiltersOf<'GET /api/tasks'> = [
    {
      by: 'decision',
      label: t('tasks.filterDecision'),
      all: t('tasks.allDecisions'),
      choices: DECISION_KINDS.map((value) => ({ value, text: t(`tasks.decisions.${value}`) })),
    },
    {
      by: 'due',
      label: t('tasks.columns.due'),
      all: t('tasks.allDues'),
      choices: [
        { value: 'overdue', text: t('tasks.dueOverdue') },
        { value: 'week', text: t('tasks.dueWeek') },
      ],
    },
    {
      by: 'mine',
      label: t('tasks.columns.assignee'),
      all: t('tasks.allAssignees'),
      choices: [{ value: 'true', text: t('tasks.mineOnly') }],
    },
  ];
  return (
    <Page
      title={t('tasks.title')}
      lead={t('tasks.lead')}
      actions={isSuperior(me) ? <Link to="/team">{t('team.title')}</Link> : null}
    >
      <PassedNotice />
      <div role="status">{list.query.data?.moving ? <p className="h-muted">{t('tasks.moving')}</p> : null}</div>
      <SearchedList
        label={t('tasks.title')}
        search={t('tasks.search')}
        list={list}
        columns={columns}
        filters={filters}
        rowKey={(task) => task.key}
        sort="dueAt"
        empty={{ title: t('tasks.none'), text: t('tasks.noneText') }}
      />
    </Page>
  );
}
