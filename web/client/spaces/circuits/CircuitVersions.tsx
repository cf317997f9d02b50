import { Tag } from '@carbon/react';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { CircuitList, CircuitRow } from '../../../contract/operations.ts';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../shell/EmptyState.tsx';
import { type Column, ListTable } from '../../shell/ListTable.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { useApi } from '../../shell/query.ts';
import { useInSpace } from '../../shell/space.tsx';
import { TableSkeleton } from '../../shell/TableSkeleton.tsx';

type Row = z.infer<typeof CircuitRow>;

/** The published versions of every circuit. */
export function CircuitVersions() {
  const { t, language, read } = useLanguage();
  useInSpace('circuits');
  const query = useApi<z.infer<typeof CircuitList>>('/api/circuits');
  const columns: Column<Row>[] = [
    {
      key: 'circuit',
      header: t('circuits.circuit'),
      cell: (row) => (
        <span className="h-two">
          <Link to={`/circuits/${row.versionId}`}>{read(row.title)}</Link>
          <code className="h-muted">{row.kind}</code>
        </span>
      ),
    },
    {
      key: 'number',
      header: t('circuits.version'),
      cell: (row) => (
        <>
          {row.number} {row.current ? <Tag type="green">{t('circuits.current')}</Tag> : null}
        </>
      ),
    },
    { key: 'publishedAt', header: t('circuits.publishedAt'), cell: (row) => moment(row.publishedAt, language) },
    { key: 'open', header: t('circuits.openRequests'), cell: (row) => row.openRequests },
  ];
  return (
    <Page title={t('circuits.title')} lead={t('circuits.lead')}>
      <Loaded query={query} wholePage skeleton={<TableSkeleton columns={4} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('circuits.none')} text={t('circuits.noneText')} />
          ) : (
            <ListTable label={t('circuits.title')} columns={columns} rows={items} rowKey={(row) => row.versionId} />
          )
        }
      </Loaded>
    </Page>
  );
}
