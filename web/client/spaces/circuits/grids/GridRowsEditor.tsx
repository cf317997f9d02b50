import { Add, Copy, TrashCan } from '@carbon/icons-react';
import { Button, InlineNotification, Search, TextInput } from '@carbon/react';
import { useState } from 'react';
import { wordsOfFault } from '#domain/circuit/faults/fault.ts';
import type { GridFault } from '#domain/situation/grids/check-grid.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { shortCivilDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { DayField } from '#web/client/ui/fields/DayField.tsx';
import { type Column, ListTable } from '#web/client/ui/lists/ListTable.tsx';
import { rowOf } from './GridFaults.tsx';
import { isFound, nameOf, type TypedRow } from './grid-rows.ts';
import { NewValueDialog } from './NewValueDialog.tsx';

interface EditorProps {
  readonly grid: Grid;
  readonly rows: readonly TypedRow[];
  readonly faults: readonly GridFault[];
  readonly onChange: (rows: readonly TypedRow[]) => void;
}

let made = 0;
const newId = (): string => `new-${Date.now()}-${++made}`;

/** The rows of a grid, each value in a field of its own, what is wrong said at it. */
export function GridRowsEditor({ grid, rows, faults, onChange }: EditorProps) {
  const { t, read, language } = useLanguage();
  const [search, setSearch] = useState('');
  const [{ page: turned, pageSize }, turn] = useState({ page: 1, pageSize: 20 });
  const [split, setSplit] = useState<TypedRow | null>(null);
  const [removed, setRemoved] = useState<{ row: TypedRow; index: number } | null>(null);
  const indexOf = new Map(rows.map((row, index) => [row.id, index]));
  const found = rows.filter((row) => isFound(row, search));
  // The last page may have gone with its last row.
  const page = Math.min(turned, Math.max(1, Math.ceil(found.length / pageSize)));
  const change = (row: TypedRow) => onChange(rows.map((one) => (one.id === row.id ? row : one)));
  const titled = ({ values, from }: TypedRow): string =>
    t('grids.rowName', {
      what: nameOf(grid, values),
      from: /^\d{4}-\d{2}-\d{2}$/.test(from) ? shortCivilDay(from, language) : '…',
    });
  const faultAt = ({ id }: TypedRow, key: string): string | null => {
    const fault = faults.find((one) => rowOf(one) === indexOf.get(id) && one.at.endsWith(`.${key}`));
    return fault === undefined ? null : read(wordsOfFault(fault));
  };
  const field = (
    row: TypedRow,
    key: string,
    label: string,
    value: string,
    set: (value: string) => void,
    type: 'text' | 'date' = 'text',
  ) => {
    const fault = faultAt(row, key);
    const id = `${row.id}-${key}`;
    const labelText = `${label}, ${titled(row)}`;
    if (type === 'date')
      return (
        <DayField
          {...{ id, labelText, value, hideLabel: true, onChange: set }}
          {...(fault !== null && { invalidText: fault })}
        />
      );
    return (
      <TextInput
        id={id}
        size="sm"
        hideLabel
        labelText={labelText}
        maxLength={key === 'legal' ? 500 : 200}
        value={value}
        invalid={fault !== null}
        invalidText={fault ?? ''}
        {...(fault !== null && { 'aria-describedby': `${id}-error-msg` })}
        onChange={(event) => set(event.target.value)}
      />
    );
  };
  const columns: Column<TypedRow>[] = [
    ...grid.columns.map((column) => ({
      key: column.key,
      header: read(column.label),
      cell: (row: TypedRow) =>
        field(
          row,
          column.key,
          read(column.label),
          row.values[column.key] ?? '',
          (value) => change({ ...row, values: { ...row.values, [column.key]: value } }),
          column.type === 'date' ? 'date' : 'text',
        ),
    })),
    {
      key: 'from',
      header: t('grids.from'),
      cell: (row) => field(row, 'from', t('grids.from'), row.from, (from) => change({ ...row, from }), 'date'),
    },
    {
      key: 'until',
      header: t('grids.until'),
      cell: (row) => field(row, 'until', t('grids.until'), row.until, (until) => change({ ...row, until }), 'date'),
    },
    {
      key: 'legal',
      header: t('grids.legal'),
      cell: (row) => field(row, 'legal', t('grids.legal'), row.legal, (legal) => change({ ...row, legal })),
    },
    {
      key: 'actions',
      header: t('grids.actions'),
      cell: (row) => (
        <span className="h-grid__row-actions">
          <Button
            kind="ghost"
            size="sm"
            hasIconOnly
            renderIcon={Copy}
            tooltipPosition="left"
            iconDescription={t('grids.newValueOf', { row: titled(row) })}
            onClick={() => setSplit(row)}
          />
          <Button
            kind="ghost"
            size="sm"
            hasIconOnly
            renderIcon={TrashCan}
            tooltipPosition="left"
            iconDescription={t('grids.removeRowOf', { row: titled(row) })}
            onClick={() => {
              setRemoved({ row, index: indexOf.get(row.id) ?? 0 });
              onChange(rows.filter(({ id }) => id !== row.id));
            }}
          />
        </span>
      ),
    },
  ];
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
        <Button
          size="md"
          kind="tertiary"
          renderIcon={Add}
          onClick={() => {
            // At the top, where it is seen.
            setSearch('');
            turn({ page: 1, pageSize });
            onChange([{ id: newId(), from: '', until: '', values: {}, legal: '' }, ...rows]);
          }}
        >
          {t('grids.addRow')}
        </Button>
        <span className="h-filters__total" role="status">
          {t('grids.rowCount', { count: found.length })}
        </span>
      </div>
      {removed === null || indexOf.has(removed.row.id) ? null : (
        <div>
          <InlineNotification
            className="h-notice"
            kind="info"
            lowContrast
            role="status"
            title={t('grids.removed')}
            subtitle={titled(removed.row)}
            statusIconDescription={t('common.info')}
            hideCloseButton
          />
          <Button
            kind="ghost"
            size="sm"
            onClick={() => {
              onChange(rows.toSpliced(removed.index, 0, removed.row));
              setRemoved(null);
            }}
          >
            {t('grids.undo')}
          </Button>
        </div>
      )}
      <div className="h-grid__editor">
        <ListTable
          label={read(grid.title)}
          columns={columns}
          rows={found.slice((page - 1) * pageSize, page * pageSize)}
          rowKey={({ id }) => id}
          page={{
            ...{ page, pageSize, total: found.length },
            onTurn: (to) => turn({ page: to.page ?? 1, pageSize: to.pageSize }),
          }}
        />
      </div>
      {split === null ? null : (
        <NewValueDialog
          row={split}
          onClose={() => setSplit(null)}
          onDay={(ended, from) => {
            const index = indexOf.get(split.id) ?? 0;
            onChange(rows.toSpliced(index, 1, ended, { ...split, id: newId(), from }));
            setSplit(null);
          }}
        />
      )}
    </>
  );
}
