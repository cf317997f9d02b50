import type { FormComponent, FormSchema } from '../../forms/schema.ts';
import { sayInFrench } from './form-editor-words.ts';

interface Modeling {
  addFormField(field: Partial<FormComponent>, into: unknown, at: number): unknown;
}
interface FormFields {
  get(type: string | undefined): { config?: { create?: (options: object) => Partial<FormComponent> } } | undefined;
}

/**
 * A form-js-editor module: a field begins with French words, which are those of the form in whatever language its editor
 * speaks, instead of form-js's English ones.
 */
class NewFields {
  static $inject = ['modeling', 'formFields'];
  constructor(modeling: Modeling, formFields: FormFields) {
    const add = modeling.addFormField.bind(modeling);
    modeling.addFormField = (field, ...place) => {
      const begun = formFields.get(field.type)?.config?.create?.({}) ?? {};
      return add({ ...inFrench(begun), ...field }, ...place);
    };
  }
}

export const newFields = { __init__: ['newFields'], newFields: ['type', NewFields] };

const french = (text: string): string => sayInFrench(text) ?? text;

/** The words alone of what form-js begins a component with. */
function inFrench({ label, values }: Partial<FormComponent>): Partial<FormComponent> {
  return {
    ...(label && { label: french(label) }),
    ...(values && { values: values.map((option) => ({ ...option, label: french(option.label) })) }),
  };
}

interface Editor {
  get(name: 'modeling'): Modeling;
  _getState(): { schema: FormSchema };
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
