import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import type { RequestSummary } from '#web/contract/requests/requests.ts';
import { useList } from '../../api/use-list.ts';
import { fullName, shortDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import type { EmptyState } from '../../ui/EmptyState.tsx';
import type { FiltersOf } from '../../ui/lists/ListFilters.tsx';
import type { ColumnsOf } from '../../ui/lists/ListTable.tsx';
import { SearchedList } from '../../ui/lists/SearchedList.tsx';
import { HolderLine } from './HolderLine.tsx';
import { StateTag } from './StateTag.tsx';

/** A searched, filtered, sorted and paged list of requests; `scope` as the API names it. */
export function RequestTable(props: {
  scope: 'mine' | 'structure' | 'acted';
  empty: ComponentProps<typeof EmptyState>;
  label: string;
}) {
  const { t, language, read } = useLanguage();
  const list = useList('GET /api/requests', { query: { scope: props.scope } });
  const others = props.scope !== 'mine';
  const columns: ColumnsOf<'GET /api/requests'> = [
    {
      key: 'number',
      header: t('request.columns.request'),
      cell: (row) => (
        <span className="h-two">
          <Link to={`/requests/${row.id}`}>{read(row.title)}</Link>
          <span className="h-muted">{row.number}</span>
        </span>
      ),
    },
    ...(others
      ? [
          {
            key: 'agent',
            header: t('request.columns.agent'),
            sort: 'agent' as const,
            cell: (row: RequestSummary) => (
              <span className="h-two">
                <span>{fullName(row.agent)}</span>
                <span className="h-muted">{row.structureName}</span>
              </span>
            ),
          },
        ]
      : []),
    {
      key: 'filedAt',
      nowrap: true,
      header: t('request.columns.filedAt'),
      sort: 'filedAt',
      cell: (row) => shortDay(row.filedAt, language),
    },
    { key: 'state', header: t('request.columns.state'), cell: (row) => <StateTag state={row.state} /> },
    {
      key: 'hand',
      header: t('request.columns.hand'),
      cell: (row) => (row.closedAt ? '—' : <HolderLine hands={row.hands} />),
    },
  ];
  const filters: FiltersOf<'GET /api/requests'> = [
    {
      by: 'state',
      label: t('request.columns.state'),
      all: t('request.allStates'),
      choices: [
        { value: 'open', text: t('request.open') },
        { value: 'closed', text: t('request.closed') },
      ],
    },
  ];
  return (
    <SearchedList
      label={props.label}
      search={others ? t('request.search') : t('request.searchMine')}
      list={list}
      columns={columns}
      filters={filters}
      rowKey={(row) => row.id}
      sort="-filedAt"
      empty={props.empty}
    />
  );
}
