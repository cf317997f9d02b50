import { Link } from 'react-router';
import { useList } from '#web/client/api/use-list.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import type { RetryView } from '#web/contract/operations/incidents.ts';
import { AskedBy } from '../AskedBy.tsx';
import { RetryCounts, RetryTag } from './RetryCounts.tsx';

/** The groups of incidents that were tried again, the newest first. */
export function Retries() {
  const { t, read } = useLanguage();
  useInSpace('exploitation');
  const list = useList('GET /api/incidents/retries');
  const columns: Column<RetryView>[] = [
    {
      key: 'retry',
      header: t('operations.circuit'),
      cell: ({ id, circuit, step }) => (
        <span className="h-two">
          <Link to={`/operations/incidents/retries/${id}`}>{read(circuit)}</Link>
          <span className="h-muted">{read(step)}</span>
        </span>
      ),
    },
    {
      key: 'asked',
      header: t('incidents.at'),
      cell: (row) => <AskedBy asked={row} />,
    },
    { key: 'state', header: t('instances.state'), cell: ({ state }) => <RetryTag state={state} /> },
    { key: 'report', header: t('incidents.report'), cell: ({ counts }) => <RetryCounts counts={counts} /> },
  ];
  return (
    <Page
      title={t('incidents.retries')}
      lead={t('incidents.retriesLead')}
      crumbs={[{ to: '/operations', text: t('operations.title') }]}
    >
      <PagedList
        label={t('incidents.retries')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('incidents.retriesNone')} text={t('incidents.retriesNoneText')} />}
      />
    </Page>
  );
}
