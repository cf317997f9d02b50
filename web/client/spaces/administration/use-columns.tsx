import type { ComponentProps } from 'react';
import type { PeriodState } from '#domain/calendar/period.ts';
import { useLanguage } from '../../language/use-language.ts';
import type { Column } from '../../ui/lists/ListTable.tsx';
import { PersonCell, StructureCell } from './cells.tsx';
import { HoldingActions, type Kept } from './HoldingActions.tsx';
import { PeriodCell } from './Period.tsx';

type Of<Cell extends (props: never) => unknown> = Parameters<Cell>[0];

/** The columns that the lists of an administrator have in common. */
export function useColumns() {
  const { t } = useLanguage();
  const person: Column<Of<typeof PersonCell>> = {
    key: 'person',
    header: t('administration.person'),
    cell: (row) => <PersonCell person={row.person} />,
  };
  const structure: Column<Of<typeof StructureCell>> = {
    key: 'structure',
    header: t('administration.structure'),
    cell: (row) => <StructureCell structure={row.structure} />,
  };
  const period: Column<ComponentProps<typeof PeriodCell>['row']> = {
    key: 'period',
    header: t('administration.period'),
    cell: (row) => <PeriodCell row={row} />,
  };
  /** What can be done to a line; nothing to those that are about oneself. */
  const actions = <Row extends { id: string; state: PeriodState }>(asked: {
    of: Kept;
    nameOf: (row: Row) => string;
    isMine?: (row: Row) => boolean;
    onDone: () => void;
  }): Column<Row> => ({
    key: 'actions',
    header: t('administration.actions'),
    cell: (row) =>
      asked.isMine?.(row) ? (
        <span className="h-muted">{t('administration.mine')}</span>
      ) : (
        <HoldingActions of={asked.of} row={row} name={asked.nameOf(row)} onDone={asked.onDone} />
      ),
  });
  return { person, structure, period, actions };
}
