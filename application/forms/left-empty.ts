import { type FormComponent, type FormSchema, holdsValue } from './schema.ts';

/**
 * True if a form may be left as it opens, without any answer, for anybody: nothing is required,
 * under any condition, and nothing is prefilled. Left empty for several requests at once, it gives
 * each the same as alone.
 */
export const mayBeLeftEmpty = ({ components }: FormSchema): boolean => components.every(isLeftEmpty);

function isLeftEmpty(component: FormComponent): boolean {
  const { type, components = [], validate, properties = {}, defaultValue, disabled } = component;
  if (type === 'group') return components.every(isLeftEmpty);
  // A list opens with a row, and a computed value would be kept unseen.
  if (type === 'dynamiclist' || type === 'expression') return false;
  if (!holdsValue(component) || disabled) return true;
  return (
    !validate?.required &&
    properties.mandatory !== 'true' &&
    properties.requiredWhen === undefined &&
    properties.from === undefined &&
    defaultValue === undefined
  );
}
