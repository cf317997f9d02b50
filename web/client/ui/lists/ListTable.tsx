import { ArrowDown, ArrowsVertical, ArrowUp } from '@carbon/icons-react';
import {
  Select,
  SelectItem,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableHeader,
  TableRow,
} from '@carbon/react';
import { type ReactNode, useId } from 'react';
import type { ListName, RowOf, SortOf } from '../../api/use-list.ts';
import { useLanguage } from '../../language/use-language.ts';
import { useMediaQuery } from '../use-media-query.ts';
import { Pages, type TurnedPage } from './Pages.tsx';

export interface Column<T, Sort extends string = never> {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** The name the API sorts by, when it can. */
  sort?: Sort;
  /** Short values that would read badly on two lines: numbers, dates. */
  nowrap?: boolean;
}

/** The columns of the list that an endpoint answers: of its rows, sorted by what it can sort by. */
export type ColumnsOf<Name extends ListName> = Column<RowOf<Name>, SortOf<Name>>[];

interface ListTableProps<T, Sort extends string> {
  label: string;
  columns: Column<T, Sort>[];
  rows: T[];
  rowKey: (row: T) => string;
  /** « dueAt » or « -dueAt ». */
  sort?: string | undefined;
  onSort?: (sort: Sort | `-${Sort}`) => void;
  page?: TurnedPage;
}

/** A list of the API: a table on a wide screen, cards on a narrow one. Sorted and paged by the server. */
export function ListTable<T, Sort extends string = never>(props: ListTableProps<T, Sort>) {
  const narrow = useMediaQuery('(max-width: 41.98rem)');
  return (
    <>
      {narrow ? <Order {...props} /> : null}
      {narrow ? <Cards {...props} /> : <Rows {...props} />}
      {props.page ? <Pages {...props.page} /> : null}
    </>
  );
}

function Rows<T, Sort extends string>({ label, columns, rows, rowKey, sort, onSort }: ListTableProps<T, Sort>) {
  return (
    <TableContainer className="h-table">
      <Table size="lg" aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map((column) => {
              const { sort: by } = column;
              if (!by || !onSort) {
                return (
                  <TableHeader key={column.key} id={`h-${column.key}`}>
                    {column.header}
                  </TableHeader>
                );
              }
              const direction = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none';
              const Arrow =
                direction === 'ascending' ? ArrowUp : direction === 'descending' ? ArrowDown : ArrowsVertical;
              return (
                <th key={column.key} scope="col" aria-sort={direction} className="h-table__sortable">
                  <button type="button" onClick={() => onSort(direction === 'ascending' ? `-${by}` : by)}>
                    {column.header} <Arrow />
                  </button>
                </th>
              );
            })}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={rowKey(row)}>
              {columns.map((column) => (
                <TableCell key={column.key} className={column.nowrap ? 'h-nowrap' : ''}>
                  {column.cell(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

/** Cards have no headers to sort by. */
function Order<T, Sort extends string>({ columns, sort, onSort }: ListTableProps<T, Sort>) {
  const { t, language } = useLanguage();
  const id = useId();
  const choices = columns.flatMap(({ sort: by, header }) =>
    by === undefined
      ? []
      : [
          { value: by, text: t('list.ascending', { header }) },
          { value: `-${by}` as const, text: t('list.descending', { header }) },
        ],
  );
  if (!onSort || choices.length === 0) return null;
  return (
    <div className="h-order">
      <Select
        // Carbon keeps the words of the choice, as a hint, from when it was made.
        key={language}
        id={id}
        inline
        size="md"
        labelText={t('list.sortBy')}
        value={sort ?? ''}
        onChange={({ target }) => {
          const chosen = choices.find(({ value }) => value === target.value);
          if (chosen !== undefined) onSort(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <SelectItem key={choice.value} {...choice} />
        ))}
      </Select>
    </div>
  );
}

function Cards<T, Sort extends string>({ label, columns, rows, rowKey }: ListTableProps<T, Sort>) {
  const [first, ...others] = columns;
  return (
    <ul className="h-cards" aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)}>
          {first ? <div className="h-cards__title">{first.cell(row)}</div> : null}
          <dl>
            {others.map((column) => (
              <div key={column.key}>
                <dt>{column.header}</dt>
                <dd>{column.cell(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
