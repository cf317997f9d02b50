import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ListTable } from '#web/client/ui/lists/ListTable.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { InstanceView } from '#web/contract/operations/instances.ts';

/** The jobs that are still to be done: whether anyone took them, and how many tries they have left. */
export function JobsPanel({
  title,
  instance: { jobs, moreJobs },
}: {
  title: string;
  instance: Pick<InstanceView, 'jobs' | 'moreJobs'>;
}) {
  const { t, language, read, known } = useLanguage();
  return (
    <Panel title={title}>
      {jobs.length === 0 ? (
        <p>{t('instances.jobsNone')}</p>
      ) : (
        <ListTable
          label={title}
          columns={[
            { key: 'step', header: t('instances.step'), cell: ({ step }) => read(step) },
            {
              key: 'type',
              header: t('instances.jobType'),
              cell: ({ type }) => <code className="h-break">{type}</code>,
            },
            {
              key: 'state',
              header: t('instances.jobState'),
              cell: ({ state }) => known(`instances.jobStates.${state}`, {}, state),
            },
            { key: 'retries', header: t('instances.retries'), cell: ({ retries }) => String(retries) },
            { key: 'worker', header: t('instances.worker'), cell: ({ worker }) => worker ?? '—' },
            {
              key: 'dueBack',
              header: t('instances.dueBack'),
              cell: ({ dueBackAt }) => (dueBackAt ? moment(dueBackAt, language) : '—'),
            },
          ]}
          rows={jobs}
          rowKey={({ key }) => key}
        />
      )}
      {moreJobs ? <p className="h-muted">{t('instances.more')}</p> : null}
    </Panel>
  );
}
