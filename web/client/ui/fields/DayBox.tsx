import { Calendar } from '@carbon/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { isRealDay, parseDay, showDay } from './civil-date.ts';

/** What is typed of a day, and whether it was left as no day. */
export interface TypedDay {
  readonly text: string;
  readonly isWrong: boolean;
  readonly type: (text: string) => void;
  readonly leave: () => void;
}

/**
 * A civil day as it is typed, day first: « 2026-09-01 » once it is one, else the text as it stands, so that nothing is guessed.
 */
export function useTypedDay(value: string, onChange: (day: string) => void): TypedDay {
  const [text, setText] = useState(showDay(value));
  const [touched, setTouched] = useState(false);
  // Another value from outside (a copy taken from elsewhere); the person's own typing already says the same.
  useEffect(() => {
    setText((now) => ((parseDay(now) ?? now) === value ? now : showDay(value)));
  }, [value]);
  return {
    text,
    isWrong: touched && text.trim() !== '' && parseDay(text) === null,
    type: (typed) => {
      setText(typed);
      onChange(typed.trim() === '' ? '' : (parseDay(typed) ?? typed));
    },
    leave: () => {
      setTouched(true);
      const day = parseDay(text);
      if (day) setText(showDay(day));
    },
  };
}

/** Where a day is typed, or picked in the browser's calendar: its own field would follow the browser's language. */
export function DayBox(props: {
  id: string;
  label: string;
  typed: TypedDay;
  value: string;
  invalid: boolean;
  describedBy?: string;
  required?: boolean;
  disabled?: boolean;
  min?: string | undefined;
  onBlur?: () => void;
}) {
  const { t } = useLanguage();
  const picker = useRef<HTMLInputElement>(null);
  const { typed, disabled = false } = props;
  return (
    <div className={props.invalid ? 'h-date__box h-date__box--invalid' : 'h-date__box'}>
      <input
        id={props.id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        className="fjs-input"
        placeholder={t('form.datePlaceholder')}
        value={typed.text}
        disabled={disabled}
        aria-required={props.required}
        aria-invalid={props.invalid}
        aria-describedby={props.describedBy}
        onChange={(event) => typed.type(event.target.value)}
        onBlur={() => {
          typed.leave();
          props.onBlur?.();
        }}
      />
      <input
        ref={picker}
        type="date"
        className="h-date__native"
        tabIndex={-1}
        aria-hidden="true"
        min={props.min}
        disabled={disabled}
        value={isRealDay(props.value) ? props.value : ''}
        onChange={(event) => typed.type(showDay(event.target.value))}
      />
      <button
        type="button"
        disabled={disabled}
        aria-label={t('form.pickDate', { label: props.label })}
        onClick={() => picker.current?.showPicker()}
      >
        <Calendar />
      </button>
    </div>
  );
}
