import type { ValueKind } from '#domain/circuit/value-kind.ts';
import type { DrawnElement } from './services.ts';

/** Something that a field may name, as the diagram keeps it and as people read it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Where the value of a field stands in an element, as an element template says it. */
export interface Binding {
  readonly type: string;
  readonly key?: string;
  readonly name?: string;
  readonly property?: string;
}

/** A field of an element template, with what it names beside it (domain/circuit/value-kind.ts). */
export interface FieldProperty {
  readonly type: string;
  readonly kind?: ValueKind;
  readonly label?: string;
  readonly description?: string;
  /** What it is at first. */
  readonly value?: string;
  readonly optional?: boolean;
  /** What then happens where it is left out. */
  readonly whenAbsent?: string;
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  readonly constraints?: {
    readonly notEmpty?: boolean;
    readonly pattern?: { readonly value: string; readonly message: string };
  };
  readonly binding: Binding;
}

/** Where the panel of properties leaves a field to us: it draws with a Preact of its own, React draws in there. */
export interface FieldPlace {
  readonly id: string;
  readonly node: HTMLElement;
  readonly element: DrawnElement;
  readonly property: FieldProperty;
  /** What the linter says at this field. */
  readonly error: string | undefined;
}

/** How what a field names is chosen: one of a list, some of it, a number of days or months. Null: it is written, in the panel's own field. */
const HOW = {
  choice: 'one',
  duration: 'delay',
  'day-of-month': 'one',
  message: 'one',
  template: 'one',
  recipients: 'some',
  role: 'one',
  outcomes: 'some',
  'day-field': 'one',
  fields: 'some',
  steps: 'some',
  form: 'one',
  'start-facts': null,
  statuses: null,
  kinds: null,
  theme: 'one',
  table: 'one',
  'table-outcomes': 'some',
  variable: 'one',
  result: null,
  text: null,
} as const satisfies Record<ValueKind, 'one' | 'some' | 'delay' | null>;

export const howChosen = ({ kind = 'text' }: Pick<FieldProperty, 'kind'>): 'one' | 'some' | 'delay' | null => HOW[kind];

export const isChosen = (property: FieldProperty): boolean =>
  property.type !== 'Hidden' && howChosen(property) !== null;

/** The choices that a template writes itself. */
export const ownChoices = ({ choices = [] }: FieldProperty): Choice[] =>
  choices.map(({ name, value }) => ({ value, label: name }));
