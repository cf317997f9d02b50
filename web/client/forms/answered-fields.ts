import type { FormFields } from '@bpmn-io/form-js-viewer';
import type { ComponentType } from 'preact';

/** What form-js draws a field with. */
export type Field<Props> = ComponentType<Props> & { config: object };

/** The types of fields that a form answers by. */
const ANSWERED = [
  ...['checkbox', 'checklist', 'datetime', 'filepicker', 'number'],
  ...['radio', 'select', 'taglist', 'textarea', 'textfield'],
];

/** A form-js module: each field that can be answered is drawn within something more. After `ownFields`, which it adds to. */
export function withinFields<Props>(name: string, within: (inner: Field<Props>) => ComponentType<Props>) {
  class WithinFields {
    static $inject = ['formFields', 'ownFields'];
    constructor(formFields: FormFields) {
      for (const type of ANSWERED) {
        const inner = formFields.get(type) as Field<Props>;
        formFields.register(type, Object.assign(within(inner), { config: inner.config }));
      }
    }
  }
  return { __init__: [name], [name]: ['type', WithinFields] };
}
