import { h } from 'preact';
import type { ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type { FormComponent } from '../../forms/schema.ts';
import type { editors } from '../../language/fr/atelier-editors.ts';
import type { EditorWords } from '../use-editor-words.ts';
import { PortalProperty } from './PortalProperty.tsx';

/** One property that the portal gives to components, beside those of Camunda's forms. */
interface Own {
  readonly name: keyof (typeof editors)['forms']['own'];
  readonly is: 'flag' | 'name' | 'format' | 'rule' | 'sentence';
  readonly on: (component: FormComponent) => boolean;
}

/** What the server takes as a fact: never what a person types freely. */
const FACTS = ['datetime', 'select', 'radio', 'checkbox', 'checklist', 'number', 'taglist'];
const NOT_FILLED = ['default', 'text', 'html', 'image', 'button', 'separator', 'spacer', 'group', 'iframe', 'table'];
const isFilled = ({ type }: FormComponent) => !NOT_FILLED.includes(type);
const isFile = ({ type }: FormComponent) => type === 'filepicker';

const OWN: Own[] = [
  { name: 'pieceType', is: 'name', on: isFile },
  { name: 'mandatory', is: 'flag', on: isFile },
  { name: 'fact', is: 'flag', on: ({ type, properties }) => FACTS.includes(type) || properties?.fact === 'true' },
  {
    name: 'sensitive',
    is: 'flag',
    on: ({ type, properties }) => type === 'textfield' || properties?.sensitive === 'true',
  },
  { name: 'format', is: 'format', on: ({ type, properties }) => type === 'textfield' || Boolean(properties?.format) },
  { name: 'from', is: 'name', on: (component) => isFilled(component) && !isFile(component) },
  { name: 'requiredWhen', is: 'rule', on: isFilled },
  { name: 'requiredWhenMessage', is: 'sentence', on: ({ properties }) => Boolean(properties?.requiredWhen) },
  { name: 'validate', is: 'rule', on: (component) => isFilled(component) && !isFile(component) },
  { name: 'validateMessage', is: 'sentence', on: ({ properties }) => Boolean(properties?.validate) },
];

type EditField = (field: FormComponent, name: string, value: unknown) => void;

/** A form-js-editor module: a group « Portal » in the panel of properties, for what only the portal knows. */
export function portalProperties(words: EditorWords) {
  class PortalProperties {
    static $inject = ['propertiesPanel'];
    constructor(panel: { registerProvider: (provider: PortalProperties, priority: number) => void }) {
      panel.registerProvider(this, 500);
    }
    getGroups(field: FormComponent | undefined, editField: EditField) {
      return (groups: object[]) => {
        const entries = field && field.type !== 'default' ? entriesOf(field, editField, words) : [];
        if (entries.length === 0) return groups;
        const group = { id: 'portal', label: words('forms.portal'), entries, shouldOpen: true };
        // The first, open too, is where a new field is given its label.
        return [...groups.slice(0, 1).map((first) => ({ ...first, shouldOpen: true })), group, ...groups.slice(1)];
      };
    }
  }
  return { __init__: ['portalProperties'], portalProperties: ['type', PortalProperties] };
}

const entriesOf = (field: FormComponent, editField: EditField, words: EditorWords) =>
  OWN.filter(({ on }) => on(field)).map(({ name, is }) => {
    const value = field.properties?.[name] ?? '';
    const change = (next: string) => {
      const { [name]: _former, ...others } = field.properties ?? {};
      const properties = next === '' ? others : { ...field.properties, [name]: next };
      editField(field, 'properties', Object.keys(properties).length > 0 ? properties : undefined);
    };
    return {
      id: `portal-${name}`,
      component: Island,
      content: (
        <PortalProperty
          id={`portal-${field.id}-${name}`}
          is={is}
          label={words(`forms.own.${name}.label`)}
          help={words(`forms.own.${name}.help`)}
          value={value}
          onChange={change}
        />
      ),
      isEdited: () => value !== '',
    };
  });

const roots = new WeakMap<Element, Root>();

/**
 * React inside the panel, which draws with a Preact of its own: nothing but an element and its reference passes from one
 * to the other, so that it does not matter which Preact that is.
 */
function Island({ content }: { content: ReactNode }) {
  return h('div', {
    ref: (place: Element | null) => {
      if (!place) return;
      const root = roots.get(place) ?? createRoot(place);
      roots.set(place, root);
      root.render(content);
    },
  });
}
