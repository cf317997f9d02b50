import type { ReactNode } from 'react';
import type { MESSAGES } from '#domain/circuit/words/form-words.ts';
import type { FormComponent, FormSchema } from '#web/client/forms/schema.ts';
import type { EditorWords } from '../../use-editor-words.ts';
import { type ConditionName, FieldCondition } from './FieldCondition.tsx';
import { FieldMessage } from './FieldMessage.tsx';
import { FilledFrom } from './FilledFrom.tsx';
import { PortalProperty } from './PortalProperty.tsx';
import type { PanelIslands } from './panel-islands.ts';
import { type PanelGroup, technicalLast } from './technical-group.ts';

/** One property that the portal gives to components, beside those of Camunda's forms. */
type Own = { readonly on: (component: FormComponent) => boolean } & (
  | { readonly name: PlainName; readonly is: 'flag' | 'name' | 'format' }
  | { readonly name: 'from'; readonly is: 'source' }
  | { readonly name: ConditionName; readonly is: 'condition' }
  | { readonly name: (typeof MESSAGES)[number]; readonly is: 'message' }
);
type PlainName = 'pieceType' | 'mandatory' | 'closed' | 'fact' | 'sensitive' | 'format';

/** What the server takes as a fact: never what a person types freely. */
const FACTS = ['datetime', 'select', 'radio', 'checkbox', 'checklist', 'number', 'taglist'];
const NOT_FILLED = ['default', 'text', 'html', 'image', 'button', 'separator', 'spacer', 'group', 'iframe', 'table'];
const isFilled = ({ type }: FormComponent) => !NOT_FILLED.includes(type);
const isFile = ({ type }: FormComponent) => type === 'filepicker';

const OWN: Own[] = [
  { name: 'pieceType', is: 'name', on: isFile },
  { name: 'mandatory', is: 'flag', on: isFile },
  { name: 'closed', is: 'flag', on: isFile },
  { name: 'fact', is: 'flag', on: ({ type, properties }) => FACTS.includes(type) || properties?.fact === 'true' },
  {
    name: 'sensitive',
    is: 'flag',
    on: ({ type, properties }) => type === 'textfield' || properties?.sensitive === 'true',
  },
  { name: 'format', is: 'format', on: ({ type, properties }) => type === 'textfield' || Boolean(properties?.format) },
  { name: 'from', is: 'source', on: (component) => isFilled(component) && !isFile(component) },
  // What is computed is shown nowhere: form-js says of its condition when it is not.
  { name: 'shownWhen', is: 'condition', on: ({ type }) => type !== 'expression' },
  { name: 'requiredWhen', is: 'condition', on: isFilled },
  { name: 'requiredWhenMessage', is: 'message', on: ({ properties }) => Boolean(properties?.requiredWhen) },
  { name: 'validate', is: 'condition', on: (component) => isFilled(component) && !isFile(component) },
  { name: 'validateMessage', is: 'message', on: ({ properties }) => Boolean(properties?.validate) },
];

/** Gives a component one property, or several by their names. */
type EditField = (field: FormComponent, given: string | Record<string, unknown>, value?: unknown) => void;

/** What the group needs of the page. */
interface Page {
  readonly words: EditorWords;
  readonly islands: PanelIslands;
  /** The form as it is now. */
  readonly schema: () => FormSchema;
}

interface Panel {
  readonly _container: Element;
  registerProvider(provider: object, priority: number): void;
}

/** A form-js-editor module: a group « Portal » in the panel of properties, for what only the portal knows. */
export function portalProperties(page: Page) {
  class PortalProperties {
    static $inject = ['propertiesPanel', 'eventBus'];
    constructor(panel: Panel, eventBus: { on: (event: string, listen: () => void) => void }) {
      panel.registerProvider(this, 500);
      // What is said of another field begins at its label.
      eventBus.on('selection.changed', () => {
        const scrolled = panel._container.querySelector('.bio-properties-panel-scroll-container');
        if (scrolled) scrolled.scrollTop = 0;
      });
    }
    getGroups(field: FormComponent | undefined, editField: EditField) {
      return (groups: PanelGroup[]) => {
        const { words } = page;
        const own = field && field.type !== 'default' ? OWN.filter(({ on }) => on(field)) : [];
        const names = own.map(({ name }) => name);
        if (field === undefined || own.length === 0) return technicalLast(groups, names, words);
        const entries = own.map((one) => entryOf(one, { field, editField }, page));
        const group = { id: 'portal', label: words('forms.portal'), entries, shouldOpen: true };
        // The first, open too, is where a new field is given its label; when a field is shown is said in ours.
        const [first, ...others] = groups
          .filter(({ id }) => id !== 'condition' || !own.some(isShownWhen))
          .map((group) => (isFile(field) ? without(group, 'required') : group));
        const all = [...(first ? [{ ...first, shouldOpen: true }] : []), group, ...others];
        return technicalLast(all, names, words);
      };
    }
  }
  return { __init__: ['portalProperties'], portalProperties: ['type', PortalProperties] };
}

/** A piece is made mandatory in our group alone. */
const without = (group: PanelGroup, entry: string): PanelGroup =>
  group.entries ? { ...group, entries: group.entries.filter(({ id }) => id !== entry) } : group;

const isShownWhen = ({ name }: Own): boolean => name === 'shownWhen';

interface Edited {
  readonly field: FormComponent;
  readonly editField: EditField;
}

function entryOf(own: Own, edited: Edited, page: Page) {
  const { name } = own;
  return {
    id: `portal-${name}`,
    component: page.islands.Entry,
    content: contentOf(own, edited, page),
    isEdited: () => (isShownWhen(own) ? hideOf(edited.field) : propertyOf(edited.field, name)) !== '',
  };
}

function contentOf(own: Own, edited: Edited, { words, schema }: Page): ReactNode {
  const { field, editField } = edited;
  switch (own.is) {
    case 'condition': {
      const { name } = own;
      const isShown = name === 'shownWhen';
      return (
        <FieldCondition
          {...{ name, field, schema: schema() }}
          feel={isShown ? hideOf(field) : (field.properties?.[name] ?? '')}
          onChange={(feel) =>
            isShown
              ? editField(field, 'conditional', feel === '' ? undefined : { hide: feel })
              : put(edited, name, feel)
          }
        />
      );
    }
    case 'source':
      return (
        <FilledFrom
          id={`portal-${field.id}-from`}
          type={field.type}
          value={field.properties?.from ?? ''}
          onChange={(from) => put(edited, 'from', from)}
        />
      );
    case 'message':
      return <FieldMessage name={own.name} field={field} onChange={(text) => put(edited, own.name, text)} />;
    default:
      return (
        <PortalProperty
          id={`portal-${field.id}-${own.name}`}
          is={own.is}
          label={words(`forms.own.${own.name}.label`)}
          help={words(`forms.own.${own.name}.help`)}
          value={propertyOf(field, own.name)}
          onChange={(text) => put(edited, own.name, text)}
        />
      );
  }
}

const isRequired = ({ validate }: FormComponent): boolean => validate?.required === true;

/** A piece is mandatory for form-js too, which draws the mark of it. */
const propertyOf = (field: FormComponent, name: string): string =>
  name === 'mandatory' && isRequired(field) ? 'true' : (field.properties?.[name] ?? '');

const hideOf = ({ conditional }: FormComponent): string =>
  String((conditional as { readonly hide?: unknown } | undefined)?.hide ?? '');

/** Gives a field one of the portal's properties; empty, takes it away, with what was said where it did not hold. */
function put({ field, editField }: Edited, name: string, value: string): void {
  const { [name]: _former, ...others } = field.properties ?? {};
  if (value === '') delete others[`${name}Message`];
  const properties = value === '' ? others : { ...field.properties, [name]: value };
  const given = { properties: Object.keys(properties).length > 0 ? properties : undefined };
  editField(field, name === 'mandatory' ? { ...given, validate: requiredIf(value !== '', field) } : given);
}

function requiredIf(is: boolean, { validate = {} }: FormComponent): object {
  const { required: _former, ...rules } = validate;
  return is ? { ...rules, required: true } : rules;
}
