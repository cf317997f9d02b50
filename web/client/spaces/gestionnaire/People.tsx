import { Link } from 'react-router';
import type { z } from 'zod';
import type { PersonRow } from '../../../contract/dossier.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../shell/EmptyState.tsx';
import { ListFilters } from '../../shell/ListFilters.tsx';
import { type Column, ListTable } from '../../shell/ListTable.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { useInSpace } from '../../shell/space.tsx';
import { TableSkeleton } from '../../shell/TableSkeleton.tsx';
import { useList } from '../../shell/use-list.ts';

type Row = z.infer<typeof PersonRow>;

/** The agents of the structures the gestionnaire manages. */
export function People() {
  const { t } = useLanguage();
  useInSpace('gestionnaire');
  const list = useList<Row>('/api/people');
  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('manage.name'),
      cell: (row) => <Link to={`/people/${row.id}/dossier`}>{fullName(row)}</Link>,
    },
    { key: 'number', header: t('agent.data.employeeNumber'), cell: (row) => row.employeeNumber },
    { key: 'quality', header: t('agent.data.quality'), cell: (row) => row.quality ?? '—' },
    { key: 'structure', header: t('agent.data.structure'), cell: (row) => row.structureName ?? '—' },
  ];
  return (
    <Page title={t('manage.people')} lead={t('manage.peopleLead')}>
      <ListFilters
        q={list.params.q}
        label={t('manage.searchPeople')}
        onSearch={(q) => list.set({ q })}
        filtered={list.filtered}
        onClear={list.clear}
        total={list.query.data?.total}
      />
      <Loaded query={list.query} skeleton={<TableSkeleton columns={4} />}>
        {(page) =>
          page.total === 0 ? (
            <EmptyState title={t('list.nothingFound')} text={t('list.nothingFoundText')} />
          ) : (
            <ListTable
              label={t('manage.people')}
              columns={columns}
              rows={page.items}
              rowKey={(row) => row.id}
              page={{ page: page.page, pageSize: page.pageSize, total: page.total, onChange: (next) => list.set(next) }}
            />
          )
        }
      </Loaded>
    </Page>
  );
}
