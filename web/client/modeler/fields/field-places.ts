import { useError, useShowEntryEvent } from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { useEffect, useRef } from '@bpmn-io/properties-panel/preact/hooks';
import { type FieldPlace, type FieldProperty, isChosen } from '../bpmn/field-property.ts';
import type { DrawnElement, PlacedFields, Translate } from '../bpmn/services.ts';
import { boundText } from './bound-text.ts';

interface Entry {
  readonly id: string;
  readonly property?: FieldProperty;
  readonly [other: string]: unknown;
}
interface Group {
  readonly id: string;
  readonly entries?: readonly Entry[];
}

/** After the templates have added their fields: what is lower comes later. */
const AFTER_TEMPLATES = 100;

/** The fields of a template that says no groups: what an analyst chose the element for. */
const UNGROUPED = 'ElementTemplates__CustomProperties';

/** By the id of the panel's entry; labels are the panel's own words (bpmn/words/panel.ts). */
const DRAWN_WITHOUT: Readonly<Record<string, Pick<FieldProperty, 'kind' | 'binding'> & { readonly label: string }>> = {
  formId: { kind: 'form', label: 'Camunda Form', binding: { type: 'zeebe:formDefinition', property: 'formId' } },
  decisionId: {
    kind: 'table',
    label: 'DMN decision',
    binding: { type: 'zeebe:calledDecision', property: 'decisionId' },
  },
};

/** Takes the place of the fields of templates whose value is chosen, opens them, and says where they stand now. */
class FieldPlaces implements PlacedFields {
  static readonly $inject = ['propertiesPanel', 'translate'];
  /** Fields that the panel has of its own, for what no template draws: the start, a table. By the id of their entry. */
  readonly #drawnWithout: ReadonlyMap<string, FieldProperty>;
  readonly #places = new Map<string, FieldPlace>();
  readonly #listeners = new Set<() => void>();
  #now: readonly FieldPlace[] = [];

  constructor(panel: { registerProvider: (priority: number, provider: FieldPlaces) => void }, translate: Translate) {
    this.#drawnWithout = new Map(
      Object.entries(DRAWN_WITHOUT).map(([id, own]) => [id, { ...own, type: 'String', label: translate(own.label) }]),
    );
    panel.registerProvider(AFTER_TEMPLATES, this);
  }

  getGroups(element: DrawnElement) {
    const ours = (entry: Entry): Entry => {
      const property = entry.property ?? this.#drawnWithout.get(entry.id);
      if (!property || !isChosen(property)) return entry;
      const isEdited = () => boundText(element.businessObject, property.binding) !== (property.value ?? '');
      return { ...entry, property, component: Place, isEdited, places: this };
    };
    return (groups: readonly Group[]) =>
      groups.map((group) => ({
        ...group,
        ...(group.id === UNGROUPED && { shouldOpen: true }),
        ...(group.entries && { entries: group.entries.map(ours) }),
      }));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly now = (): readonly FieldPlace[] => this.#now;

  put(place: FieldPlace): void {
    this.#places.set(place.id, place);
    this.#tell();
  }
  remove(id: string): void {
    this.#places.delete(id);
    this.#tell();
  }

  #tell(): void {
    this.#now = [...this.#places.values()];
    for (const listener of this.#listeners) listener();
  }
}

export const fieldPlacesModule = { __init__: ['fieldPlaces'], fieldPlaces: ['type', FieldPlaces] };

const FIRST_CONTROL = 'select, input, summary, [contenteditable="true"]';

/** An entry of the panel: an empty place, which {@link ChosenFields} fills. */
function Place({ id, element, property, places }: Omit<FieldPlace, 'node' | 'error'> & { places: FieldPlaces }) {
  const place = useRef<HTMLElement>(null);
  const error = useError(id);
  const asked = useShowEntryEvent(id);
  // A fault that is clicked leads to its field, once React has drawn it.
  asked.current = {
    focus: () => requestAnimationFrame(() => place.current?.querySelector<HTMLElement>(FIRST_CONTROL)?.focus()),
  };
  useEffect(() => {
    if (place.current) places.put({ id, node: place.current, element, property, error });
  }, [id, element, property, error, places]);
  useEffect(() => () => places.remove(id), [id, places]);
  return h('div', { ref: place, class: 'bio-properties-panel-entry', 'data-entry-id': id });
}
