import { canBeTested } from '#domain/circuit/condition.ts';
import { type FormComponent, type FormSchema, labelOf } from '../../forms/schema.ts';
import type { Fact } from './facts.ts';

/**
 * What a condition of a component can be chosen by: the fields around it, under the names that expressions there have for them
 * (application/forms/instances.ts). Of a repeated group, those of the same row alone, under « this ».
 * @param itself a rule is of the field that it stands at, which comes first; what hides it or makes it due is of others
 */
export function factsAround({ components }: FormSchema, { id }: FormComponent, itself: 'with' | 'without'): Fact[] {
  const row = holdersOf(components, id)?.findLast(({ type }) => type === 'dynamiclist');
  const left = itself === 'without' ? id : null;
  const found = [...placedIn(row?.components ?? [], 'this.', left), ...placedIn(components, '', left)];
  const own = ({ component }: Placed): number => (component.id === id ? 0 : 1);
  return found
    .toSorted((one, other) => own(one) - own(other))
    .flatMap(({ component, name }) => (canBeTested(name) ? (factOf(component, name) ?? []) : []));
}

/** What a component stands in, from the outside; null where it is not. */
function holdersOf(components: readonly FormComponent[], id: string): FormComponent[] | null {
  for (const component of components) {
    if (component.id === id) return [];
    const within = holdersOf(component.components ?? [], id);
    if (within !== null) return [component, ...within];
  }
  return null;
}

interface Placed {
  readonly component: FormComponent;
  readonly name: string;
}

/** Fields with their names; none of repeated groups, of which there is one a row. */
const placedIn = (components: readonly FormComponent[], within: string, left: string | null): Placed[] =>
  components.flatMap((component): Placed[] => {
    const { id, key, type, path } = component;
    if (id === left || type === 'dynamiclist') return [];
    if (type === 'group')
      return placedIn(component.components ?? [], path ? `${within}${String(path)}.` : within, left);
    return key === undefined ? [] : [{ component, name: `${within}${key}` }];
  });

function factOf(component: FormComponent, name: string): Fact | null {
  const { type, subtype, values = [] } = component;
  const fact = { name, label: labelOf(component), choices: [] };
  switch (type) {
    case 'checkbox':
      return { ...fact, is: 'flag' };
    case 'textfield':
    case 'textarea':
      return { ...fact, is: 'field', unanswered: 'text' };
    case 'number':
      // Kept as a text, it has no order.
      if (component.serializeToString === true) return { ...fact, is: 'field', unanswered: 'text' };
      return { ...fact, is: 'number', unanswered: 'null' };
    case 'datetime':
      return { ...fact, is: subtype === 'date' ? 'day' : 'field', unanswered: 'null' };
    case 'select':
    case 'radio': {
      const choices = values.flatMap(({ value, label }) => (typeof value === 'string' ? [{ value, label }] : []));
      const isChosen = choices.length > 0 && choices.length === values.length;
      return { ...fact, ...(isChosen ? { is: 'text', choices } : { is: 'field' }), unanswered: 'null' };
    }
    case 'checklist':
    case 'taglist':
      return { ...fact, is: 'field', unanswered: 'list' };
    case 'filepicker':
      return { ...fact, is: 'field', unanswered: component.multiple === true ? 'list' : 'null' };
    default:
      return null;
  }
}
