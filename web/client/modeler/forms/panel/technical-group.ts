import { type ComponentType, h } from 'preact';
import type { EditorWords } from '../../use-editor-words.ts';

/** A group of form-js's panel of properties: entries, or items that have some. */
export interface PanelGroup {
  readonly id: string;
  readonly label?: string;
  readonly entries?: readonly PanelEntry[];
  readonly items?: readonly { readonly label: string; readonly entries: readonly PanelEntry[] }[];
  readonly shouldOpen?: boolean;
}
interface PanelEntry {
  readonly id: string;
  readonly component: ComponentType<never>;
}

const TECHNICAL_GROUPS = ['valuesSource', 'serialization', 'securityAttributes'];
const TECHNICAL_ENTRIES = ['id', 'versionTag', 'key', 'path', 'pattern', 'patternErrorMessage'];
/** Documents are PDF, whatever a form says. */
const REMOVED_ENTRIES = ['accept'];
const CHOICES = 'staticOptions';
const WRITTEN = 'custom-values';

/**
 * The groups of a component, with what no analyst has to meet folded at the end: names that come from labels, patterns, what is
 * written as it is.
 * @param own properties that the portal's entries edit: they are not shown again as they are written
 */
export function technicalLast(groups: readonly PanelGroup[], own: readonly string[], words: EditorWords): PanelGroup[] {
  const others = groups.filter(({ id }) => id !== WRITTEN);
  const entries = others.flatMap((group) => technicalOf(group, words));
  const written = groups.filter(({ id }) => id === WRITTEN);
  return [
    ...others.map(withoutTechnical).filter((group) => group.items || group.entries?.length),
    ...(entries.length > 0 ? [{ id: 'technical', label: words('forms.technical'), entries }] : []),
    ...written.map((group) => ({
      ...group,
      label: words('forms.written'),
      items: (group.items ?? []).filter(({ label }) => !own.includes(label)),
    })),
  ];
}

function technicalOf({ id, entries = [], items = [] }: PanelGroup, words: EditorWords): PanelEntry[] {
  if (TECHNICAL_GROUPS.includes(id)) return [...entries];
  if (id !== CHOICES) return entries.filter((entry) => TECHNICAL_ENTRIES.includes(entry.id));
  return items.flatMap((item) =>
    item.entries.filter(isValue).map((entry) => {
      const name = words('forms.valueOf', { label: item.label });
      return { ...entry, name, of: entry.component, component: Named };
    }),
  );
}

function withoutTechnical(group: PanelGroup): PanelGroup {
  const { id, entries, items } = group;
  if (id === CHOICES && items)
    return {
      ...group,
      items: items.map((item) => ({ ...item, entries: item.entries.filter((one) => !isValue(one)) })),
    };
  if (!entries) return group;
  const left = [...TECHNICAL_ENTRIES, ...REMOVED_ENTRIES];
  const isKept = (entry: PanelEntry) => !TECHNICAL_GROUPS.includes(id) && !left.includes(entry.id);
  return { ...group, entries: entries.filter(isKept) };
}

/** Of a choice, what its answer is kept as. */
const isValue = ({ id }: PanelEntry): boolean => id.endsWith('-value');

/** An entry of form-js's under the name of the choice that it is of, which it does not say itself. */
function Named({ name, of, ...entry }: { name: string; of: ComponentType<never> }) {
  return h(
    'div',
    { role: 'group', 'aria-label': name },
    h('div', { class: 'bio-properties-panel-entry' }, h('div', { class: 'bio-properties-panel-description' }, name)),
    h(of as ComponentType, entry),
  );
}
