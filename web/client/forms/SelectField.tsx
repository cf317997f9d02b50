import { useLanguage } from '../language/use-language.ts';

export interface SelectFieldProps {
  inputId: string;
  label: string;
  description?: string | undefined;
  required: boolean;
  disabled: boolean;
  errors: string[];
  options: { label: string; value: unknown }[];
  value: unknown;
  onChange: (value: unknown) => void;
  onBlur: () => void;
}

/** One choice among a few: the browser's own list, which every keyboard, phone and screen reader knows. */
export function SelectField(props: SelectFieldProps) {
  const { t } = useLanguage();
  const errorId = `${props.inputId}-error-message`;
  const helpId = `${props.inputId}-description`;
  const invalid = props.errors.length > 0;
  const chosen = props.options.findIndex((option) => option.value === props.value);
  const described = [props.description ? helpId : '', invalid ? errorId : ''].filter(Boolean).join(' ');
  return (
    <div className="h-select">
      <label htmlFor={props.inputId} className="fjs-form-field-label">
        {props.label}
        {props.required ? (
          <span className="fjs-asterix" aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      <select
        id={props.inputId}
        className={invalid ? 'h-select__box h-select__box--invalid' : 'h-select__box'}
        value={chosen < 0 ? '' : String(chosen)}
        disabled={props.disabled}
        aria-required={props.required}
        aria-invalid={invalid}
        aria-describedby={described === '' ? undefined : described}
        onChange={(event) => props.onChange(props.options[Number(event.target.value || -1)]?.value ?? null)}
        onBlur={props.onBlur}
      >
        <option value="">{t('form.select')}</option>
        {props.options.map((option, index) => (
          <option key={String(option.value)} value={String(index)}>
            {option.label}
          </option>
        ))}
      </select>
      {props.description ? (
        <p id={helpId} className="fjs-form-field-description">
          {props.description}
        </p>
      ) : null}
      {invalid ? (
        <div id={errorId} className="fjs-form-field-error" role="alert">
          <ul>
            {props.errors.map((error) => (
              <li key={error}>{error}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
