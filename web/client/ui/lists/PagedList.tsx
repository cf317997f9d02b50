import type { ReactNode } from 'react';
import type { List, PageOf } from '../../api/use-list.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../EmptyState.tsx';
import { Loaded } from '../Loaded.tsx';
import { type Column, ListTable } from './ListTable.tsx';
import { TableSkeleton } from './TableSkeleton.tsx';

/** A page of a list: while it loads, when nothing is found, and as a table that turns its pages. */
export function PagedList<Row, Sort extends string = never>(props: {
  label: string;
  list: List<Row, PageOf<Row>, never, Sort>;
  columns: Column<Row, Sort>[];
  rowKey: (row: Row) => string;
  /** What is said where there is nothing, and nothing was searched for; by default that nothing was found. */
  empty?: ReactNode;
  /** The order it comes in, where it can be given another. */
  sort?: Sort | `-${Sort}`;
}) {
  const { t } = useLanguage();
  const { list, columns, sort } = props;
  const notFound = <EmptyState title={t('list.nothingFound')} text={t('list.nothingFoundText')} />;
  return (
    <Loaded query={list.query} skeleton={<TableSkeleton columns={columns.length} />}>
      {(page) =>
        page.items.length === 0 ? (
          ((list.filtered ? undefined : props.empty) ?? notFound)
        ) : (
          <ListTable
            label={props.label}
            columns={columns}
            rows={page.items}
            rowKey={props.rowKey}
            {...(sort !== undefined && {
              sort: list.params.sort ?? sort,
              onSort: (next: Sort | `-${Sort}`) => list.set({ sort: next }),
            })}
            page={{ ...page, onTurn: (to) => list.set(to) }}
          />
        )
      }
    </Loaded>
  );
}
