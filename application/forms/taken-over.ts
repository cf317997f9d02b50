import { isOffered, optionsOf } from './options.ts';
import { type FormComponent, type FormSchema, holdsValue } from './schema.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * Returns the answers of another form that a form takes over: those of fields with the same key,
 * type and format. Sensitive values and documents stay where they were given, lists are left out,
 * and a choice must be an option of the new form.
 */
export function takenOver(form: FormSchema, former: FormSchema, answers: Data): Record<string, unknown> {
  const before = new Map(fieldsOf(former).map((field) => [field.key, field]));
  return Object.fromEntries(
    fieldsOf(form).flatMap((field): [string, unknown][] => {
      const { key } = field;
      const [given, answer] = [before.get(key), answers[key]];
      const isAsked = given !== undefined && isAlike(field, given) && !isEmpty(answer);
      return isAsked && takes(field, answer) ? [[key, answer]] : [];
    }),
  );
}

type Field = FormComponent & { readonly key: string };

/** Lists the fields that can take answers over; a group or a list with its own path is left out. */
const fieldsOf = ({ components }: Pick<FormSchema, 'components'>): Field[] =>
  components.flatMap((component) => {
    if (component.type === 'group') return component.path ? [] : fieldsOf({ components: component.components ?? [] });
    const isTaken = component.type !== 'filepicker' && component.type !== 'expression';
    return holdsValue(component) && isTaken && component.properties?.sensitive !== 'true' ? [component] : [];
  });

const isAlike = (one: Field, other: Field): boolean =>
  one.type === other.type &&
  one.subtype === other.subtype &&
  one.serializeToString === other.serializeToString &&
  one.properties?.format === other.properties?.format;

const isEmpty = (answer: unknown): boolean => answer === undefined || answer === null || answer === '';

const CHOICES: readonly string[] = ['radio', 'select', 'checklist', 'taglist'];

/** True if a choice offers the answer. Computed options and the agent's own are not known here. */
function takes(field: Field, answer: unknown): boolean {
  if (!CHOICES.includes(field.type)) return true;
  if (field.valuesExpression || field.valuesKey) return false;
  const options = optionsOf(field, {});
  return (Array.isArray(answer) ? answer : [answer]).every((choice) => isOffered(choice, options));
}
