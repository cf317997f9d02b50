/**
 * What the validator reads of a Camunda form (form-js schema, `.form` files). Components carry many
 * more properties, for the screen.
 */
export interface FormSchema {
  readonly id?: string;
  readonly components: readonly FormComponent[];
}

/** A component of a form. */
export interface FormComponent {
  readonly id?: string;
  readonly type: string;
  readonly key?: string;
  /** Where a group or a list keeps its children's values. */
  readonly path?: string;
  readonly label?: string;
  readonly dateLabel?: string;
  readonly components?: readonly FormComponent[];
  readonly conditional?: { readonly hide?: string };
  readonly disabled?: boolean;
  readonly readonly?: boolean | string;
  readonly defaultValue?: unknown;
  readonly defaultRepetitions?: number;
  readonly allowAddRemove?: boolean;
  readonly values?: readonly unknown[];
  readonly valuesKey?: string;
  readonly valuesExpression?: string;
  readonly decimalDigits?: number;
  readonly increment?: string | number;
  readonly serializeToString?: boolean;
  readonly subtype?: 'date' | 'time' | 'datetime';
  readonly timeSerializingFormat?: string;
  readonly disallowPassedDates?: boolean;
  readonly multiple?: boolean | string;
  readonly expression?: string;
  readonly validate?: Validation;
  /**
   * The portal's own properties: `pieceType`, `mandatory` (filepicker), `fact`, and `validate` +
   * `validateMessage`, a FEEL rule over the whole data (« =endDate > startDate ») that must not be
   * false once the field is filled in; `requiredWhen` + `requiredWhenMessage`, a FEEL condition
   * under which it must be filled in; `format` (domain/formats/field-format.ts), `known` (a
   * telephone known before the request), `sensitive` (kept encrypted, shown masked).
   */
  readonly properties?: Readonly<Record<string, string>>;
}

/** `min`, `max`, `minLength`, `maxLength` may be FEEL expressions (« =otherField »). */
export interface Validation {
  readonly required?: boolean;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly minLength?: number | string;
  readonly maxLength?: number | string;
  readonly pattern?: string;
  readonly validationType?: 'email' | 'phone' | 'custom' | '';
}

/** Components that hold a value, with the value that means « nothing yet ». */
export const EMPTY_VALUES = {
  textfield: '',
  textarea: '',
  number: null,
  checkbox: false,
  checklist: [],
  radio: null,
  select: null,
  taglist: [],
  datetime: null,
  filepicker: null,
  expression: null,
} as const satisfies Record<string, unknown>;

/** Type of a component that holds a value. */
export type ValueType = keyof typeof EMPTY_VALUES;

/** Components that only show something. */
export const PRESENTATION = [
  'text',
  'html',
  'image',
  'separator',
  'spacer',
  'button',
  'iframe',
  'table',
  'documentPreview',
] as const;

/** True if a component holds a value. */
export const holdsValue = (component: FormComponent): component is FormComponent & { type: ValueType; key: string } =>
  component.type in EMPTY_VALUES && component.key !== undefined;
