import { PERIOD_STATES } from '#domain/calendar/period.ts';
import type { List, PageOf } from '../../api/use-list.ts';
import { useLanguage } from '../../language/use-language.ts';
import type { ListFilter } from '../../ui/lists/ListFilters.tsx';
import type { Column } from '../../ui/lists/ListTable.tsx';
import { SearchedList } from '../../ui/lists/SearchedList.tsx';

/** Shows what people hold for a time: searched by person, filtered by whether it is in force. */
export function AdministrationList<Row extends { id: string }, Filter extends string = never>(props: {
  label: string;
  list: List<Row, PageOf<Row>, Filter | 'q' | 'state'>;
  columns: Column<Row>[];
  /** Beside whether it is in force. */
  filters?: readonly ListFilter<NoInfer<Filter>>[];
}) {
  const { t } = useLanguage();
  const { list, columns, label, filters = [] } = props;
  const inForce: ListFilter<'state'> = {
    by: 'state',
    label: t('administration.filterState'),
    all: t('administration.allStates'),
    choices: PERIOD_STATES.map((value) => ({ value, text: t(`administration.states.${value}`) })),
  };
  return (
    <SearchedList
      label={label}
      search={t('administration.searchPerson')}
      list={list}
      columns={columns}
      filters={[inForce, ...filters]}
      rowKey={(row) => row.id}
      empty={{ title: t('administration.none'), text: t('administration.noneText') }}
    />
  );
}
