import { useExpressionEvaluation } from '@bpmn-io/form-js-viewer';
import { h, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Field, withinFields } from './answered-fields.ts';
import type { FormComponent } from './schema.ts';

/** What form-js hands to the component of a field, as far as a condition reads it. */
interface FieldProps {
  field: FormComponent;
}

/** A form-js module: a field bears the mark of what is mandatory while other answers make it due. */
export const dueFields = withinFields('dueFields', due);

function due(Inner: Field<FieldProps>) {
  return function Due(props: FieldProps): JSX.Element {
    const { field } = props;
    const isDue = useExpressionEvaluation(field.properties?.requiredWhen ?? '') === true;
    const marked = useMemo(
      () => (isDue ? { ...field, validate: { ...field.validate, required: true } } : field),
      [field, isDue],
    );
    return h(Inner, { ...props, field: marked });
  };
}
