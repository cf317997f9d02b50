import { Link } from 'react-router';
import type { RetryView } from '../../../../contract/operations/incidents.ts';
import { useList } from '../../../api/use-list.ts';
import { useInSpace } from '../../../app/space.tsx';
import { useLanguage } from '../../../language/use-language.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import type { Column } from '../../../ui/lists/ListTable.tsx';
import { PagedList } from '../../../ui/lists/PagedList.tsx';
import { Page } from '../../../ui/Page.tsx';
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
