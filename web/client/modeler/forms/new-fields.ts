import { quoted } from '#domain/circuit/condition.ts';
import { allComponents, type FormComponent, type FormSchema, labelOf } from '../../forms/schema.ts';
import { keyNamed, valueNamed } from './field-names.ts';
import { sayInFrench } from './form-editor-words.ts';

type Field = Partial<FormComponent>;
type Option = NonNullable<FormComponent['values']>[number];
interface Modeling {
  addFormField(field: Field, into: unknown, at: number): FormComponent;
}
interface FormFields {
  get(type: string | undefined): { config?: FieldConfig } | undefined;
}
interface FieldConfig {
  readonly keyed?: boolean;
  readonly label?: string;
  readonly create?: (options: object, isNew: boolean) => Field;
}
interface HasSchema {
  _getState(): { schema: FormSchema };
}
interface Layouter {
  nextRowId(): string;
}
interface EventBus {
  on(event: string, priority: number, listen: (event: { context: EditContext }) => void): void;
}
interface EditContext {
  readonly formField: FormComponent;
  /** What it is given, by name. */
  readonly properties: Field;
}

/** What form-js calls a choice that is added. */
const ADDED = /^Value(?: \d+)?$/;
/** Before form-js claims the key that a field is given. */
const BEFORE_CLAIM = 2_000;

/**
 * A form-js-editor module: a field begins with French words, which are those of the form in whatever language its editor
 * speaks, instead of form-js's English ones. Its key and the values of its choices are named from their labels, so that nobody
 * has to write them: until one was given and left, or an expression names them. From then on they stay as they are.
 */
class NewFields {
  static $inject = ['modeling', 'formFields', 'formEditor', 'eventBus', 'formLayouter'];
  readonly #editor: HasSchema;
  /** What follows its label, fields by their ids and choices by `choiceOf`: the label that it has, and whether it was given. */
  readonly #following = new Map<string, { readonly label: string; readonly isGiven: boolean }>();

  constructor(modeling: Modeling, formFields: FormFields, editor: HasSchema, eventBus: EventBus, layouter: Layouter) {
    this.#editor = editor;
    const add = modeling.addFormField.bind(modeling);
    modeling.addFormField = (field, ...place) => {
      const { label, keyed, create } = formFields.get(field.type)?.config ?? {};
      const begun = { ...inFrench(create?.(label ? { label } : {}, true) ?? {}), ...field };
      const key = keyed ? { key: keyNamed(saidOf(begun), this.#keysBut(null)) } : {};
      // Without a row of its own it is drawn anew at each change, and takes the focus from whoever writes in the panel.
      const layout = { row: layouter.nextRowId(), columns: null };
      const added = add({ layout, ...key, ...begun }, ...place);
      this.#following.set(added.id, { label: saidOf(added), isGiven: false });
      for (const option of added.values ?? []) this.#follow(added, option, false);
      return added;
    };
    eventBus.on('commandStack.formField.edit.preExecute', BEFORE_CLAIM, ({ context }) => {
      this.#nameField(context);
      this.#nameChoices(context);
    });
    eventBus.on('selection.changed', BEFORE_CLAIM, () => {
      for (const [name, { isGiven }] of this.#following) if (isGiven) this.#following.delete(name);
    });
  }

  #nameField({ formField: field, properties: given }: EditContext): void {
    const { id, key } = field;
    if (given.key !== undefined) this.#following.delete(id);
    const label = saidOf({ ...field, ...given });
    if (key === undefined || !this.#isCalledAnew(id, label)) return;
    if (this.#expressions().some((text) => new RegExp(`\\b${key}\\b`).test(text))) return;
    this.#following.set(id, { label, isGiven: true });
    given.key = keyNamed(label, this.#keysBut(field));
  }

  #nameChoices({ formField: field, properties: given }: EditContext): void {
    const { values: before = [] } = field;
    const { values: after } = given;
    if (after === undefined) return;
    given.values = after.map((option, at) => {
      const others = new Set([...before.toSpliced(at, 1), ...after.toSpliced(at, 1)].map(({ value }) => String(value)));
      if (before[at] === undefined && ADDED.test(option.label)) {
        const added = newChoice(at + 1, others);
        this.#follow(field, added, false);
        return added;
      }
      const written = quoted(String(option.value));
      if (!this.#isCalledAnew(choiceOf(field, option), option.label)) return option;
      if (this.#expressions().some((text) => text.includes(written))) return option;
      const named = { ...option, value: valueNamed(option.label, others) };
      this.#follow(field, named, true);
      if (field.defaultValue === option.value) given.defaultValue = named.value;
      return named;
    });
  }

  #follow(field: FormComponent, option: Option, isGiven: boolean): void {
    this.#following.set(choiceOf(field, option), { label: option.label, isGiven });
  }

  /** Whether something that follows its label is given another. Kept here: form-js changes the label of a choice in place. */
  #isCalledAnew(name: string, label: string): boolean {
    const followed = this.#following.get(name);
    return followed !== undefined && label !== '' && label !== followed.label;
  }

  /** Every name that the answers have, but those of one field. */
  #keysBut(field: FormComponent | null): Set<string> {
    const others = allComponents(this.#editor._getState().schema.components).filter((one) => one !== field);
    return new Set(others.flatMap(({ key, path }) => [key, path].flatMap((name) => String(name ?? '').split('.'))));
  }

  #expressions(): string[] {
    return textsIn(this.#editor._getState().schema).filter((text) => text.startsWith('=') || text.includes('{{'));
  }
}

export const newFields = { __init__: ['newFields'], newFields: ['type', NewFields] };

const choiceOf = ({ id }: FormComponent, { value }: Option): string => `${id} ${String(value)}`;
const saidOf = (field: Field): string => labelOf({ id: '', type: '', ...field, key: '' });
const french = (text: string): string => sayInFrench(text) ?? text;

/** The words alone of what form-js begins a component with. */
const inFrench = ({ label, dateLabel, values }: Field): Field => ({
  ...(label && { label: french(label) }),
  ...(dateLabel && { dateLabel: french(dateLabel) }),
  ...(values && { values: values.map((_option, at) => newChoice(at + 1, new Set())) }),
});

/** « Choix 2 », or the next one that is free. */
function newChoice(number: number, taken: ReadonlySet<string>): Option {
  const label = `Choix ${number}`;
  const value = valueNamed(label, new Set());
  return taken.has(value) ? newChoice(number + 1, taken) : { label, value };
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

interface Editor extends HasSchema {
  get(name: 'modeling'): Modeling;
}

/**
 * Has a component of the palette added at the end of the form by a click, as by a key or a screen reader: form-js knows
 * dragging and « Enter » alone. Gives the way to stop.
 */
export function addOnClick(host: HTMLElement, editor: Editor): () => void {
  const chosen = ({ target }: Event) =>
    target instanceof Element ? target.closest<HTMLElement>('.fjs-palette-field')?.dataset.fieldType : undefined;
  const click = (event: MouseEvent) => {
    const type = chosen(event);
    if (type === undefined) return;
    const { schema } = editor._getState();
    editor.get('modeling').addFormField({ type }, schema, schema.components.length);
  };
  // The click that « Enter » makes adds it: what form-js does at the key itself would add it twice.
  const enter = (event: KeyboardEvent) => {
    if (event.code === 'Enter' && chosen(event) !== undefined) event.stopPropagation();
  };
  host.addEventListener('click', click);
  host.addEventListener('keydown', enter, true);
  return () => {
    host.removeEventListener('click', click);
    host.removeEventListener('keydown', enter, true);
  };
}
