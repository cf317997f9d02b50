import { allComponents, type FormSchema, labelOf } from '../../forms/schema.ts';
import type { OfferedName } from './offered-names.ts';

/** The fields of a form as its editors of FEEL offer them, with the choices of each. */
export function namesOfForm({ components }: FormSchema): OfferedName[] {
  return allComponents(components).flatMap((component) => {
    const { key, type, values = [] } = component;
    if (key === undefined) return [];
    const offered =
      type === 'checkbox'
        ? ['true', 'false'].map((written) => ({ written, label: null }))
        : values.map(({ value, label }) => ({ written: JSON.stringify(value), label }));
    return [{ name: key, label: labelOf(component), values: offered }];
  });
}
