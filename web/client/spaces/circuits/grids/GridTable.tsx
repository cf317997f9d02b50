import { Search } from '@carbon/react';
import { useState } from 'react';
import { covers } from '#domain/calendar/civil-date.ts';
import type { Grid, GridRow } from '#domain/situation/grids/grid.ts';
import { shortCivilDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { isRealDay } from '#web/client/ui/fields/civil-date.ts';
import { DayField } from '#web/client/ui/fields/DayField.tsx';
import { type Column, ListTable } from '#web/client/ui/lists/ListTable.tsx';
import { inOrder, isFound } from './grid-rows.ts';

/** The rows of a grid: all periods, or those of a day. */
export function GridTable({ grid }: { grid: Grid }) {
  const { t, read, language } = useLanguage();
  const [day, setDay] = useState('');
  const [search, setSearch] = useState('');
  const [{ page, pageSize }, turn] = useState({ page: 1, pageSize: 50 });
  const columns: Column<GridRow>[] = [
    ...grid.columns.map((column) => ({
      key: column.key,
      header: read(column.label),
      cell: ({ values }: GridRow) => values[column.key] ?? '—',
    })),
    { key: 'from', header: t('grids.from'), cell: ({ from }) => shortCivilDay(from, language), nowrap: true },
    {
      key: 'until',
      header: t('grids.until'),
      cell: ({ until }) => (until === null ? t('grids.endless') : shortCivilDay(until, language)),
      nowrap: true,
    },
    { key: 'legal', header: t('grids.legal'), cell: ({ legal }) => legal ?? '—' },
  ];
  const found = inOrder(grid).filter((row) => (!isRealDay(day) || covers(row, day)) && isFound(row, search));
  if (grid.rows.length === 0) return <EmptyState title={t('grids.noRow')} text={t('grids.emptyText')} />;
  return (
    <>
      <div className="h-filters h-grid__filters">
        <Search
          size="md"
          labelText={t('grids.search')}
          placeholder={t('grids.search')}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            turn({ page: 1, pageSize });
          }}
        />
        <DayField
          id="grid-day"
          labelText={t('grids.onDay')}
          helperText={t('grids.onDayHelp')}
          value={day}
          onChange={(chosen) => {
            setDay(chosen);
            turn({ page: 1, pageSize });
          }}
        />
        <span className="h-filters__total" role="status">
          {t('grids.rowCount', { count: found.length })}
        </span>
      </div>
      {found.length === 0 ? (
        <EmptyState title={t('grids.noRow')} text={t('grids.noRowText')} />
      ) : (
        <ListTable
          label={read(grid.title)}
          columns={columns}
          rows={found.slice((page - 1) * pageSize, page * pageSize)}
          rowKey={(row) => JSON.stringify([row.from, row.values])}
          page={{
            ...{ page, pageSize, total: found.length },
            onTurn: (to) => turn({ page: to.page ?? 1, pageSize: to.pageSize }),
          }}
        />
      )}
    </>
  );
}
