import type { ComponentProps, ReactNode } from 'react';
import type { List, PageOf } from '../../api/use-list.ts';
import { EmptyState } from '../EmptyState.tsx';
import { type ListFilter, ListFilters } from './ListFilters.tsx';
import type { Column } from './ListTable.tsx';
import { PagedList } from './PagedList.tsx';

/** Shows a list as its screen declares it: a search, filters, columns, an order, words. */
export function SearchedList<Row, Filter extends string = never, Sort extends string = never>(props: {
  label: string;
  /** The words of its search. */
  search: string;
  list: List<Row, PageOf<Row>, Filter | 'q', Sort>;
  columns: Column<Row, NoInfer<Sort>>[];
  filters?: readonly ListFilter<NoInfer<Filter>>[];
  rowKey: (row: Row) => string;
  /** The order it comes in, where it can be given another. */
  sort?: NoInfer<Sort> | `-${NoInfer<Sort>}`;
  /** What is said where there is nothing, and nothing was searched for. */
  empty?: ComponentProps<typeof EmptyState>;
  /** Filters that are more than a choice. */
  children?: ReactNode;
}) {
  const { label, search, list, filters, children, empty, ...table } = props;
  return (
    <>
      <ListFilters label={search} list={list} filters={filters}>
        {children}
      </ListFilters>
      <PagedList label={label} list={list} {...table} empty={empty && <EmptyState {...empty} />} />
    </>
  );
}
