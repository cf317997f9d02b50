import { Link } from 'react-router';
import type { RequestSummary } from '#web/contract/requests/requests.ts';
import { useList } from '../../api/use-list.ts';
import { fullName, shortDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Filter, ListFilters } from '../../ui/lists/ListFilters.tsx';
import type { Column } from '../../ui/lists/ListTable.tsx';
import { PagedList } from '../../ui/lists/PagedList.tsx';
import { HolderLine } from './HolderLine.tsx';
import { StateTag } from './StateTag.tsx';

/** A searched, filtered, sorted and paged list of requests; `scope` as the API names it. */
export function RequestTable(props: { scope: 'mine' | 'structure' | 'acted'; empty: React.ReactNode; label: string }) {
  const { t, language, read } = useLanguage();
  const list = useList('GET /api/requests', { query: { scope: props.scope } });
  const others = props.scope !== 'mine';
  const columns: Column<RequestSummary>[] = [
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
            sort: 'agent',
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
  return (
    <>
      <ListFilters label={others ? t('request.search') : t('request.searchMine')} list={list}>
        <Filter
          id="state"
          label={t('request.columns.state')}
          all={t('request.allStates')}
          value={list.params.state}
          choices={[
            { value: 'open', text: t('request.open') },
            { value: 'closed', text: t('request.closed') },
          ]}
          onChange={(state) => list.set({ state })}
        />
      </ListFilters>
      <PagedList
        label={props.label}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        sort="-filedAt"
        empty={props.empty}
      />
    </>
  );
}
