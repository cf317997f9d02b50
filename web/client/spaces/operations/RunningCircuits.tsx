import { Tag } from '@carbon/react';
import { Link } from 'react-router';
import type { RunningRow } from '#web/contract/operations/operations.ts';
import { useApi } from '../../api/query.ts';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { type Column, ListTable } from '../../ui/lists/ListTable.tsx';
import { TableSkeleton } from '../../ui/lists/TableSkeleton.tsx';
import { Page } from '../../ui/Page.tsx';

/** The versions of circuits, with what runs on each. */
export function RunningCircuits() {
  const { t, read } = useLanguage();
  useInSpace('exploitation');
  const query = useApi('GET /api/operations/circuits');
  const columns: Column<RunningRow>[] = [
    {
      key: 'circuit',
      header: t('operations.circuit'),
      cell: (row) => (
        <span className="h-two">
          <Link to={`/operations/circuits/${row.versionId}`}>{read(row.title)}</Link>
          <code className="h-muted">{row.kind}</code>
        </span>
      ),
    },
    {
      key: 'version',
      header: t('operations.version'),
      cell: (row) => (
        <>
          {row.number} {row.current ? <Tag type="green">{t('operations.current')}</Tag> : null}
        </>
      ),
    },
    {
      key: 'running',
      header: t('operations.underWay'),
      cell: ({ running, more }) => (more ? t('operations.moreThan', { count: running }) : running),
    },
    {
      key: 'stopped',
      header: t('operations.stopped'),
      cell: ({ stopped }) => {
        if (stopped === null) return <span className="h-muted">{t('operations.stoppedUnknown')}</span>;
        return stopped > 0 ? <Tag type="red">{stopped}</Tag> : '0';
      },
    },
  ];
  return (
    <Page title={t('operations.running')} lead={t('operations.runningLead')}>
      <Loaded query={query} wholePage skeleton={<TableSkeleton columns={4} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('operations.runningNone')} text={t('operations.runningNoneText')} />
          ) : (
            <ListTable label={t('operations.running')} columns={columns} rows={items} rowKey={(row) => row.versionId} />
          )
        }
      </Loaded>
    </Page>
  );
}
