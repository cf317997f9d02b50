import { EMPTY_VALUES, type FormComponent, type FormSchema } from './schema.ts';

/**
 * True if a form has a place for everything that was typed in another one: each key with an answer
 * is one of its fields, of the same type and equally sensitive. Whether the answers are right is
 * checked at filing.
 */
export function formAccepts(form: FormSchema, former: FormSchema, data: Readonly<Record<string, unknown>>): boolean {
  const [fields, before] = [fieldsOf(form), fieldsOf(former)];
  return Object.entries(data)
    .filter(([, answer]) => !isEmpty(answer))
    .every(([key]) => {
      const [field, typed] = [fields.get(key), before.get(key)];
      // A key without a field in the former form was never one of its answers.
      if (typed === undefined) return true;
      return field !== undefined && field.type === typed.type && isSensitive(field) === isSensitive(typed);
    });
}

const isEmpty = (answer: unknown): boolean =>
  answer === null || answer === '' || answer === false || (Array.isArray(answer) && answer.length === 0);
const isSensitive = ({ properties }: FormComponent): boolean => properties?.sensitive === 'true';

/**
 * Maps fields by the top-level key of the data that holds their answers; for a group or a list, its
 * path.
 */
function fieldsOf({ components }: FormSchema): Map<string, FormComponent> {
  const found = new Map<string, FormComponent>();
  for (const component of components) {
    const { type, key, path, components: inner = [] } = component;
    const holds = path || (key !== undefined && Object.hasOwn(EMPTY_VALUES, type) ? key : undefined);
    if (holds !== undefined) found.set(holds.split('.')[0] ?? holds, component);
    else for (const [name, field] of fieldsOf({ components: inner })) found.set(name, field);
  }
  return found;
}
