import { useState } from 'react';
import { eveOf } from '#domain/calendar/period.ts';
import { civilDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { DayField } from '#web/client/ui/fields/DayField.tsx';
import type { TypedRow } from './grid-rows.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** From which day a row says something else: it ends the day before, and another one begins. */
export function NewValueDialog(props: {
  row: TypedRow;
  onDay: (ended: TypedRow, from: string) => void;
  onClose: () => void;
}) {
  const { t, language } = useLanguage();
  const { row } = props;
  const [day, setDay] = useState('');
  const isIn = DAY.test(day) && day > row.from && (row.until === '' || day <= row.until);
  const isWrong = DAY.test(day) && !isIn;
  return (
    <ConfirmDialog
      title={t('grids.newValueTitle')}
      confirm={t('grids.add')}
      ready={isIn}
      onConfirm={async () => props.onDay({ ...row, until: eveOf(day) }, day)}
      onClose={props.onClose}
    >
      <p className="h-text">{t('grids.newValueText')}</p>
      <DayField
        id="grid-new-value"
        labelText={t('grids.newValueDay')}
        value={day}
        {...(isWrong && {
          invalidText: t('grids.newValueWrong', { from: DAY.test(row.from) ? civilDay(row.from, language) : '…' }),
        })}
        onChange={setDay}
      />
    </ConfirmDialog>
  );
}
