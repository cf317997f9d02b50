import type { ReactNode } from 'react';
import { PERIOD_STATES } from '#domain/calendar/period.ts';
import type { List } from '../../api/use-list.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Filter, ListFilters } from '../../ui/lists/ListFilters.tsx';
import type { Column } from '../../ui/lists/ListTable.tsx';
import { PagedList } from '../../ui/lists/PagedList.tsx';

/** A searched, filtered, paged list of what an administrator keeps. */
export function AdministrationList<Row extends { id: string }>(props: {
  label: string;
  list: List<Row>;
  columns: Column<Row>[];
  searchLabel?: string;
  /** Without periods there is no such filter. */
  periods?: boolean;
  filters?: ReactNode;
}) {
  const { t } = useLanguage();
  const { list, columns, label } = props;
  return (
    <>
      <ListFilters label={props.searchLabel ?? t('administration.searchPerson')} list={list}>
        {props.periods === false ? null : (
          <Filter
            id="state"
            label={t('administration.filterState')}
            all={t('administration.allStates')}
            value={list.params.state}
            choices={PERIOD_STATES.map((value) => ({ value, text: t(`administration.states.${value}`) }))}
            onChange={(state) => list.set({ state })}
          />
        )}
        {props.filters}
      </ListFilters>
      <PagedList
        label={label}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('administration.none')} text={t('administration.noneText')} />}
      />
    </>
  );
}
