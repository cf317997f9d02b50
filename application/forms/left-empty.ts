import { type FormComponent, type FormSchema, holdsValue } from './schema.ts';

/**
 * Whether a form may be left as it opens, with no answer at all, whoever opens it: nothing is due in it, under no condition, and
 * nothing stands in it beforehand. Left empty for several requests at once, it then is what each would be alone.
 */
export const mayBeLeftEmpty = ({ components }: FormSchema): boolean => components.every(isLeftEmpty);

function isLeftEmpty(component: FormComponent): boolean {
  const { type, components = [], validate, properties = {}, defaultValue, disabled } = component;
  if (type === 'group') return components.every(isLeftEmpty);
  // It opens with a row; and what is computed would be kept unseen.
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
