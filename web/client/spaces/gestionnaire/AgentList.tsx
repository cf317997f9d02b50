import { Link } from 'react-router';
import { useApi } from '../../api/query.ts';
import { useList } from '../../api/use-list.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import type { FiltersOf } from '../../ui/lists/ListFilters.tsx';
import type { ColumnsOf } from '../../ui/lists/ListTable.tsx';
import { SearchedList } from '../../ui/lists/SearchedList.tsx';

/** The agents of the structures one manages, or is the superior of, each a way to what is done for them; without an address, they are only read. */
export function AgentList(props: {
  label: string;
  searchLabel: string;
  addressOf?: (id: string) => string;
  as?: 'superieur';
}) {
  const { addressOf, as } = props;
  const by = { query: as ? { as } : {} };
  const { t } = useLanguage();
  const list = useList('GET /api/people', by);
  const choices = useApi('GET /api/people/filters', by).data;
  const columns: ColumnsOf<'GET /api/people'> = [
    {
      key: 'name',
      header: t('manage.name'),
      cell: (row) => (addressOf ? <Link to={addressOf(row.id)}>{fullName(row)}</Link> : fullName(row)),
    },
    { key: 'number', header: t('agent.data.employeeNumber'), cell: (row) => row.employeeNumber },
    { key: 'quality', header: t('agent.data.quality'), cell: (row) => row.quality ?? '—' },
    { key: 'structure', header: t('agent.data.structure'), cell: (row) => row.structureName ?? '—' },
  ];
  const filters: FiltersOf<'GET /api/people'> = [
    {
      by: 'structureId',
      id: 'agents-structure',
      label: t('agent.data.structure'),
      all: t('manage.allStructures'),
      choices: (choices?.structures ?? []).map(({ id, name }) => ({ value: id, text: name })),
    },
    {
      by: 'grade',
      id: 'agents-grade',
      label: t('agent.data.grade'),
      all: t('manage.allGrades'),
      choices: (choices?.grades ?? []).map((grade) => ({ value: grade, text: grade })),
    },
  ];
  return (
    <SearchedList
      label={props.label}
      search={props.searchLabel}
      list={list}
      columns={columns}
      filters={filters}
      rowKey={(row) => row.id}
    />
  );
}
