import { readCondition, type Test } from '#domain/circuit/condition.ts';
import { readHide } from '#domain/circuit/hide-condition.ts';
import { readRule } from '#domain/circuit/rule-condition.ts';
import { wordName } from '#domain/circuit/words/form-words.ts';
import { isFieldFormat } from '#domain/formats/field-format.ts';
import { type FormComponent, type FormSchema, labelOf } from '../../forms/schema.ts';
import { factsAround } from '../conditions/form-facts.ts';
import { sayTests } from '../conditions/say-condition.ts';
import type { EditorWords } from '../use-editor-words.ts';
import type { Said, SaidLine } from './said.ts';

interface FormWords {
  readonly words: EditorWords;
  /** What a field is filled in from, « theme.field », is called. */
  sayOrigin(from: string): string;
}

/** A form as people read it, in the language that it is in: its fields, when each is asked, what is asked of it. */
export function formInWords(schema: FormSchema, { words, sayOrigin }: FormWords): Said[] {
  const walk = (components: readonly FormComponent[], depth: number): Said[] =>
    components.flatMap((component) => {
      const type = typeOf(component, words);
      const name = component.text === undefined ? labelOf(component) : type;
      return [
        {
          ...{ key: wordName(component), name, type: name === type ? '' : type, depth },
          lines: [...whenOf(component, schema, words), ...askedOf(component, words, sayOrigin)],
        },
        ...walk(component.components ?? [], depth + 1),
      ];
    });
  return walk(schema.components.filter(isSeen), 0);
}

const SPACES = ['separator', 'spacer'];
const isSeen = ({ type }: FormComponent): boolean => !SPACES.includes(type);

const TYPES = [
  ...['textfield', 'textarea', 'number', 'datetime', 'select', 'radio', 'checkbox', 'checklist', 'taglist'],
  ...['filepicker', 'text', 'html', 'group', 'dynamiclist', 'expression'],
] as const;
const SHOWN = ['text', 'html', 'group', 'image', 'button', 'iframe', 'table', 'expression'];

function typeOf({ type, subtype }: FormComponent, words: EditorWords): string {
  if (subtype === 'date' || subtype === 'time') return words(`inWords.field.${subtype}`);
  const known = TYPES.find((one) => one === type);
  return known === undefined ? type : words(`inWords.field.${known as 'text'}`);
}

/** When it is shown, when it must be filled in, what rule it follows, and what is told to whoever does not. */
function whenOf(component: FormComponent, schema: FormSchema, words: EditorWords): SaidLine[] {
  const { type, validate, properties = {}, conditional } = component;
  const condition = (
    name: 'shownWhen' | 'requiredWhen' | 'validate',
    feel: string,
    tests: Test[] | null,
  ): SaidLine[] => {
    if (feel === '') return [];
    const facts = factsAround(schema, component, name === 'validate' ? 'with' : 'without');
    const said = sayTests(tests, facts, words);
    return [{ key: name, label: words(`forms.own.${name}.label`), value: said ?? feel, isCode: said === null }];
  };
  const message = (name: 'requiredWhenMessage' | 'validateMessage'): SaidLine[] =>
    properties[name] ? [{ key: name, label: words(`forms.own.${name}.label`), value: properties[name] }] : [];
  const hide = String((conditional as { readonly hide?: unknown } | undefined)?.hide ?? '');
  const { requiredWhen = '', validate: rule = '' } = properties;
  const isRequired = validate?.required === true || (type === 'filepicker' && properties.mandatory === 'true');
  const required = words(`conditions.is.${isRequired ? 'yes' : 'no'}`);
  return [
    ...condition('shownWhen', hide, readHide(hide)),
    ...(SHOWN.includes(type) || (requiredWhen !== '' && !isRequired)
      ? []
      : [{ key: 'required', label: words('inWords.required'), value: required }]),
    ...condition('requiredWhen', requiredWhen, readCondition(requiredWhen)),
    ...message('requiredWhenMessage'),
    ...condition('validate', rule, readRule(rule)),
    ...message('validateMessage'),
  ];
}

const LIMITS = ['min', 'max', 'minLength', 'maxLength', 'pattern', 'patternErrorMessage'] as const;
const FLAGS = ['fact', 'sensitive'] as const;

function askedOf(component: FormComponent, words: EditorWords, sayOrigin: FormWords['sayOrigin']): SaidLine[] {
  const { description, text, values = [], validate = {}, properties = {}, disallowPassedDates, multiple } = component;
  const line = (key: string, label: string, value: string): SaidLine => ({ key, label, value });
  const { from, format } = properties;
  const yes = words('conditions.is.yes');
  return [
    ...(text ? [line('text', words('inWords.shown'), text)] : []),
    ...(description ? [line('description', words('inWords.description'), description)] : []),
    ...(values.length > 0
      ? [line('values', words('inWords.choices'), values.map(({ label }) => label).join(words('fields.between')))]
      : []),
    ...LIMITS.flatMap((limit) =>
      validate[limit] === undefined || validate[limit] === ''
        ? []
        : line(limit, words(`inWords.limit.${limit}`), String(validate[limit])),
    ),
    ...(disallowPassedDates ? [line('passed', words('inWords.passedDates'), words('inWords.refused'))] : []),
    ...(multiple === true ? [line('multiple', words('inWords.multiple'), yes)] : []),
    ...(from ? [line('from', words('forms.own.from.label'), sayOrigin(from))] : []),
    ...(format
      ? [
          line(
            'format',
            words('forms.own.format.label'),
            isFieldFormat(format) ? words(`forms.formats.${format}`) : format,
          ),
        ]
      : []),
    ...FLAGS.flatMap((flag) => (properties[flag] === 'true' ? line(flag, words(`forms.own.${flag}.label`), yes) : [])),
  ];
}
