import { useLanguage } from '../language/use-language.ts';
import { DayBox, useTypedDay } from '../ui/fields/DayBox.tsx';

export interface DateFieldProps {
  inputId: string;
  label: string;
  description?: string | undefined;
  required: boolean;
  disabled: boolean;
  min?: string | undefined;
  errors: string[];
  value: string | null;
  onChange: (value: string | null) => void;
  onBlur: () => void;
}

/**
 * A civil date, typed day first or picked. form-js's own field follows the browser's language and turns a date typed in
 * the wrong order into another one without a word: here what is no date stays as it was typed, and says so.
 */
export function DateField(props: DateFieldProps) {
  const { t } = useLanguage();
  const { inputId: id, label, required, disabled, min, onBlur } = props;
  const value = props.value ?? '';
  const typed = useTypedDay(value, (day) => props.onChange(day === '' ? null : day));
  const errorId = `${id}-error-message`;
  const helpId = `${id}-description`;
  const errors = typed.isWrong ? [t('form.noSuchDate')] : props.errors;
  const invalid = errors.length > 0;

  return (
    <div className="h-date">
      <label htmlFor={id} className="fjs-form-field-label">
        {label}
        {required ? (
          <span className="fjs-asterix" aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      <DayBox
        {...{ id, label, typed, value, invalid, required, disabled, min, onBlur }}
        describedBy={`${helpId} ${invalid ? errorId : ''}`.trim()}
      />
      <p id={helpId} className="fjs-form-field-description">
        {props.description ? `${props.description} ` : ''}
        {t('form.dateHelp')}
      </p>
      {invalid ? (
        <div id={errorId} className="fjs-form-field-error" role="alert">
          <ul>
            {errors.map((error) => (
              <li key={error}>{error}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
