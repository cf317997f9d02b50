import { Select, SelectItem } from '@carbon/react';
import { DEPARTMENT_CODES, DEPARTMENTS, type Department } from '#domain/people/department.ts';
import { useLanguage } from '../../language/use-language.ts';
import { isRealDay } from '../../ui/fields/civil-date.ts';
import { DayField } from '../../ui/fields/DayField.tsx';
import { LongText } from '../../ui/fields/LongText.tsx';

interface TypedPeriod {
  readonly from: string;
  readonly until: string;
}

/** Whether its last day is one, none before the first. */
export const isEnd = ({ from, until }: TypedPeriod): boolean => isRealDay(until) && !(isRealDay(from) && until < from);

/** Whether both days are days, in their order, the last one or none. */
export const isPeriod = (period: TypedPeriod): boolean =>
  isRealDay(period.from) && (period.until === '' || isEnd(period));

/** First and last day; said at the last one when it comes before the first. */
export function PeriodFields(props: {
  id: string;
  from: string;
  until: string;
  onChange: (period: { from: string; until: string }) => void;
  untilMandatory?: boolean;
}) {
  const { t } = useLanguage();
  const { id, from, until, onChange } = props;
  return (
    <div className="h-adminform__pair">
      <DayField
        id={`${id}-from`}
        labelText={t('administration.from')}
        value={from}
        onChange={(day) => onChange({ from: day, until })}
      />
      <DayField
        id={`${id}-until`}
        labelText={props.untilMandatory ? t('administration.untilMandatory') : t('administration.until')}
        invalidText={isRealDay(until) && !isEnd({ from, until }) ? t('faults.period-upside-down') : undefined}
        value={until}
        onChange={(day) => onChange({ from, until: day })}
      />
    </div>
  );
}

/** Why: at least three characters, kept with the trace. */
export function ReasonField({
  id,
  value,
  onChange,
}: {
  id: string;
  value: string;
  onChange: (reason: string) => void;
}) {
  const { t } = useLanguage();
  return (
    <LongText
      id={id}
      rows={2}
      maxLength={1000}
      labelText={t('administration.reason')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Where a structure stands. `none`: what it means when nothing is chosen. */
export function DepartmentField(props: {
  id: string;
  none: string;
  value: Department | null;
  onChange: (department: Department | null) => void;
}) {
  const { t } = useLanguage();
  return (
    <Select
      id={props.id}
      labelText={t('administration.structures.department')}
      helperText={t('administration.structures.departmentHelp')}
      value={props.value ?? ''}
      onChange={({ target }) => props.onChange(DEPARTMENT_CODES.find((code) => code === target.value) ?? null)}
    >
      <SelectItem value="" text={props.none} />
      {DEPARTMENTS.map(([code, name]) => (
        <SelectItem key={code} lang="fr" value={code} text={`${code} ${name}`} />
      ))}
    </Select>
  );
}
