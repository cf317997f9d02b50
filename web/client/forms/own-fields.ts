import { Datetime, type FormFields, Select } from '@bpmn-io/form-js-viewer';
import type { i18n } from 'i18next';
import { type ComponentType, createElement, h, type JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { createElement as react } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { PieceHome } from '../api/upload.ts';
import { todayInParis } from '../ui/fields/civil-date.ts';
import { DateField } from './DateField.tsx';
import { SelectField } from './SelectField.tsx';
import type { FormComponent } from './schema.ts';
import { type PieceValue, UploadField } from './UploadField.tsx';

/** What form-js hands to the component of a field. */
interface FieldProps {
  field: FormComponent;
  value: unknown;
  errors?: string[];
  domId: string;
  disabled?: boolean;
  readonly?: boolean;
  onChange: (update: { value: unknown }) => void;
  onBlur?: () => void;
}

/**
 * Shows React inside a field of form-js, which draws with Preact. It is a tree of its own: what the form speaks is handed
 * over to it, for a form may speak another language than the page around it (the analyst's preview).
 */
function Island({
  spoken,
  content,
  className,
}: {
  spoken: i18n;
  content: React.ReactNode;
  className: string;
}): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const root = useRef<Root | null>(null);
  useLayoutEffect(() => {
    root.current ??= createRoot(place.current as HTMLDivElement);
    root.current.render(react(I18nextProvider, { i18n: spoken }, content));
  });
  useEffect(
    () => () => {
      const leaving = root.current;
      // React refuses to be unmounted while it draws.
      queueMicrotask(() => leaving?.unmount());
    },
    [],
  );
  return h('div', { className: `fjs-form-field ${className}`, ref: place });
}

const asPieces = (value: unknown): PieceValue[] =>
  (Array.isArray(value) ? value : value && typeof value === 'object' ? [value] : []) as PieceValue[];

function uploadField(home: PieceHome, spoken: i18n) {
  // biome-ignore lint/correctness/noComponentHookFactories: form-js takes a component alone; each form has its own pieces
  function Filepicker(props: FieldProps): JSX.Element {
    const { field } = props;
    const multiple = field.multiple === true;
    return h(Island, {
      spoken,
      className: 'fjs-form-field-filepicker',
      content: react(UploadField, {
        inputId: props.domId,
        label: field.label ?? '',
        description: field.description,
        accept: typeof field.accept === 'string' ? field.accept : '.pdf,application/pdf',
        required: field.validate?.required === true,
        multiple,
        disabled: Boolean(props.disabled || props.readonly),
        errors: props.errors ?? [],
        pieceType: field.properties?.pieceType || (field.key ?? field.id),
        home,
        value: asPieces(props.value),
        onChange: (pieces) => props.onChange({ value: multiple ? pieces : (pieces[0] ?? null) }),
      }),
    });
  }
  Filepicker.config = {
    type: 'filepicker',
    keyed: true,
    label: '',
    group: 'basic-input',
    emptyValue: null,
    sanitizeValue: ({ value }: { value: unknown }) => (value && typeof value === 'object' ? value : null),
    create: (options: object = {}) => ({ ...options }),
  };
  return Filepicker;
}

const TheirDatetime = Datetime as unknown as ComponentType<FieldProps> & {
  config: { sanitizeValue: (context: unknown) => unknown };
};

function dateField(spoken: i18n) {
  // biome-ignore lint/correctness/noComponentHookFactories: form-js takes a component alone; each form has its own words
  function DateOrTime(props: FieldProps): JSX.Element {
    const { field } = props;
    if (field.subtype !== 'date') return createElement(TheirDatetime, props);
    return h(Island, {
      spoken,
      className: 'fjs-form-field-datetime',
      content: react(DateField, {
        inputId: props.domId,
        label: field.dateLabel ?? field.label ?? '',
        description: field.description,
        required: field.validate?.required === true,
        disabled: Boolean(props.disabled || props.readonly),
        min: field.disallowPassedDates ? todayInParis() : undefined,
        errors: props.errors ?? [],
        value: typeof props.value === 'string' ? props.value : null,
        onChange: (value) => props.onChange({ value }),
        onBlur: () => props.onBlur?.(),
      }),
    });
  }
  DateOrTime.config = {
    ...TheirDatetime.config,
    // What is typed in a date is kept even when it is no date yet: a draft gives back what was typed.
    sanitizeValue: (context: { formField: FormComponent; value: unknown }) =>
      context.formField.subtype === 'date'
        ? typeof context.value === 'string'
          ? context.value
          : null
        : TheirDatetime.config.sanitizeValue(context),
  };
  return DateOrTime;
}

const TheirSelect = Select as unknown as ComponentType<FieldProps> & { config: object };

function choiceField(spoken: i18n) {
  // biome-ignore lint/correctness/noComponentHookFactories: form-js takes a component alone; each form has its own words
  function OneChoice(props: FieldProps): JSX.Element {
    const { field } = props;
    // Options read from the data, or searched, remain form-js's own.
    if (!field.values || field.searchable === true) return createElement(TheirSelect, props);
    return h(Island, {
      spoken,
      className: 'fjs-form-field-select',
      content: react(SelectField, {
        inputId: props.domId,
        label: field.label ?? '',
        description: field.description,
        required: field.validate?.required === true,
        disabled: Boolean(props.disabled || props.readonly),
        errors: props.errors ?? [],
        options: field.values,
        value: props.value,
        onChange: (value) => props.onChange({ value }),
        onBlur: () => props.onBlur?.(),
      }),
    });
  }
  OneChoice.config = TheirSelect.config;
  return OneChoice;
}

/**
 * A form-js module: pieces uploaded as soon as they are chosen, and dates that mean what was typed.
 * @param spoken the words of the form's language
 */
export function ownFields(home: PieceHome, spoken: i18n) {
  class OwnFields {
    static $inject = ['formFields'];
    constructor(formFields: FormFields) {
      formFields.register('filepicker', uploadField(home, spoken));
      formFields.register('datetime', dateField(spoken));
      formFields.register('select', choiceField(spoken));
    }
  }
  return { __init__: ['ownFields'], ownFields: ['type', OwnFields] };
}
