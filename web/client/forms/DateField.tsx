import { Calendar } from '@carbon/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../language/use-language.ts';
import { isRealDay, parseDay, showDay } from './civil-date.ts';

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
  const [typed, setTyped] = useState(showDay(props.value ?? ''));
  const [touched, setTouched] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const errorId = `${props.inputId}-error-message`;
  const helpId = `${props.inputId}-description`;

  // Another value from outside (a copy taken from elsewhere); the person's own typing already says the same.
  useEffect(() => {
    setTyped((now) => ((parseDay(now) ?? now) === (props.value ?? '') ? now : showDay(props.value ?? '')));
  }, [props.value]);

  const type = (text: string) => {
    setTyped(text);
    props.onChange(text.trim() === '' ? null : (parseDay(text) ?? text));
  };
  const wrong = touched && typed.trim() !== '' && parseDay(typed) === null;
  const errors = wrong ? [t('form.noSuchDate')] : props.errors;

  return (
    <div className="h-date">
      <label htmlFor={props.inputId} className="fjs-form-field-label">
        {props.label}
        {props.required ? (
          <span className="fjs-asterix" aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      <div className={errors.length > 0 ? 'h-date__box h-date__box--invalid' : 'h-date__box'}>
        <input
          id={props.inputId}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          className="fjs-input"
          placeholder={t('form.datePlaceholder')}
          value={typed}
          disabled={props.disabled}
          aria-required={props.required}
          aria-invalid={errors.length > 0}
          aria-describedby={`${helpId} ${errors.length > 0 ? errorId : ''}`.trim()}
          onChange={(event) => type(event.target.value)}
          onBlur={() => {
            setTouched(true);
            const iso = parseDay(typed);
            if (iso) setTyped(showDay(iso));
            props.onBlur();
          }}
        />
        <input
          ref={picker}
          type="date"
          className="h-date__native"
          tabIndex={-1}
          aria-hidden="true"
          min={props.min}
          disabled={props.disabled}
          value={props.value && isRealDay(props.value) ? props.value : ''}
          onChange={(event) => {
            setTouched(true);
            type(showDay(event.target.value));
          }}
        />
        <button
          type="button"
          disabled={props.disabled}
          aria-label={t('form.pickDate', { label: props.label })}
          onClick={() => picker.current?.showPicker()}
        >
          <Calendar />
        </button>
      </div>
      <p id={helpId} className="fjs-form-field-description">
        {props.description ? `${props.description} ` : ''}
        {t('form.dateHelp')}
      </p>
      {errors.length > 0 ? (
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
