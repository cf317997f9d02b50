import { isRealDay } from '../../forms/civil-date.ts';
import { useLanguage } from '../../language/use-language.ts';
import { DayField } from '../../ui/DayField.tsx';
import { LongText } from '../../ui/LongText.tsx';

/** Whether both days are days, the last one or none. */
export const isPeriod = ({ from, until }: { readonly from: string; readonly until: string }): boolean =>
  isRealDay(from) && (until === '' || isRealDay(until));

/** First and last day. */
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
