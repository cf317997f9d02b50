import { useLanguage } from '../../language/use-language.ts';
import { DayBox, useTypedDay } from './DayBox.tsx';

/** A civil day with its label: « 2026-09-01 », empty, or the text that is no day yet. */
export function DayField(props: {
  id: string;
  labelText: string;
  /** Said to screen readers only: the place already shows it. */
  hideLabel?: boolean;
  helperText?: string;
  /** What else is wrong with the day. */
  invalidText?: string | undefined;
  value: string;
  onChange: (day: string) => void;
}) {
  const { t } = useLanguage();
  const { id, labelText, value } = props;
  const typed = useTypedDay(value, props.onChange);
  const wrong = typed.isWrong ? t('form.noSuchDate') : props.invalidText;
  const help = wrong ?? props.helperText;
  return (
    <div className="cds--form-item h-date">
      <label htmlFor={id} className={props.hideLabel ? 'h-hidden' : 'cds--label'}>
        {labelText}
      </label>
      <DayBox
        {...{ id, typed, value, label: labelText, invalid: wrong !== undefined }}
        {...(help !== undefined && { describedBy: `${id}-help` })}
      />
      {help === undefined ? null : (
        <div
          id={`${id}-help`}
          role={wrong === undefined ? undefined : 'alert'}
          className={wrong === undefined ? 'cds--form__helper-text' : 'cds--form-requirement h-date__wrong'}
        >
          {help}
        </div>
      )}
    </div>
  );
}
