import { type FormFields, useExpressionEvaluation } from '@bpmn-io/form-js-viewer';
import { type ComponentType, h, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { ANSWERED } from './field-warnings.ts';
import type { FormComponent } from './schema.ts';

/** What form-js hands to the component of a field, as far as a condition reads it. */
interface FieldProps {
  field: FormComponent;
}
type Field = ComponentType<FieldProps> & { config: object };

/** A form-js module: a field bears the mark of what is mandatory while other answers make it due. After `ownFields`. */
class DueFields {
  static $inject = ['formFields', 'ownFields'];
  constructor(formFields: FormFields) {
    for (const type of ANSWERED) formFields.register(type, due(formFields.get(type) as Field));
  }
}

export const dueFields = { __init__: ['dueFields'], dueFields: ['type', DueFields] };

function due(Inner: Field): Field {
  function Due(props: FieldProps): JSX.Element {
    const { field } = props;
    const isDue = useExpressionEvaluation(field.properties?.requiredWhen ?? '') === true;
    const marked = useMemo(
      () => (isDue ? { ...field, validate: { ...field.validate, required: true } } : field),
      [field, isDue],
    );
    return h(Inner, { ...props, field: marked });
  }
  Due.config = Inner.config;
  return Due;
}
