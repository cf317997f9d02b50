import type { LanguageCode } from '../language/language.ts';

/** A component of a form-js schema, as far as the screens read it. */
export interface FormComponent {
  id: string;
  key?: string;
  type: string;
  subtype?: string;
  label?: string;
  dateLabel?: string;
  timeLabel?: string;
  description?: string;
  text?: string;
  values?: { label: string; value: unknown }[];
  validate?: Record<string, unknown>;
  properties?: Record<string, string>;
  components?: FormComponent[];
  multiple?: boolean | string;
  disallowPassedDates?: boolean;
  [other: string]: unknown;
}

export interface FormSchema {
  id: string;
  components: FormComponent[];
  [other: string]: unknown;
}

/** Texts by language, keyed « <component>.<property> » or « <component>.options.<value> ». */
export type FormTexts = Record<string, Record<string, string>>;

/** Every component, however deep. */
export function allComponents(components: FormComponent[]): FormComponent[] {
  return components.flatMap((component) => [component, ...allComponents(component.components ?? [])]);
}

/** The label of a component, wherever its kind puts it. */
export const labelOf = (component: FormComponent): string =>
  component.label ?? component.dateLabel ?? component.timeLabel ?? component.key ?? component.id;

/**
 * The schema in another language, by the circuit's own texts; with mandatory pieces required, as the server will; and a note
 * beside some fields, by key.
 */
export function readySchema(
  schema: FormSchema,
  texts: FormTexts,
  language: LanguageCode,
  notes: Readonly<Record<string, string>> = {},
): FormSchema {
  const said = texts[language] ?? {};
  return { ...schema, components: schema.components.map((component) => readyComponent(component, said, notes)) };
}

function readyComponent(
  component: FormComponent,
  said: Record<string, string>,
  notes: Readonly<Record<string, string>>,
): FormComponent {
  const name = component.key ?? component.id;
  const of = (property: string): string | undefined => said[`${name}.${property}`];
  const ready: FormComponent = { ...component };
  for (const property of ['label', 'dateLabel', 'timeLabel', 'description', 'text'] as const) {
    const text = of(property);
    if (text !== undefined) ready[property] = text;
  }
  const note = notes[name];
  if (note !== undefined) ready.description = [ready.description, note].filter(Boolean).join(' ');
  // A date bears its label under another name.
  const label = of('label');
  if (label !== undefined && component.type === 'datetime') {
    ready[component.subtype === 'time' ? 'timeLabel' : 'dateLabel'] = label;
    delete ready.label;
  }
  if (component.values)
    ready.values = component.values.map((option) => ({
      ...option,
      label: of(`options.${String(option.value)}`) ?? option.label,
    }));
  if (component.components) ready.components = component.components.map((child) => readyComponent(child, said, notes));
  for (const property of ['validateMessage', 'requiredWhenMessage'] as const) {
    const message = of(property);
    if (message !== undefined) ready.properties = { ...ready.properties, [property]: message };
  }
  const pattern = of('patternErrorMessage');
  if (pattern !== undefined) ready.validate = { ...component.validate, patternErrorMessage: pattern };
  if (component.type === 'filepicker' && component.properties?.mandatory === 'true')
    ready.validate = { ...ready.validate, required: true };
  return ready;
}
