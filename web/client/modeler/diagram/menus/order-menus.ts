import type { BpmnModeler, MenuEntries, MenuEntry } from '../../bpmn/services.ts';
import type { ElementTemplate } from '../../bpmn/templates.ts';
import { CHOICE_GROUPS, type ChoiceGroup, groupOfTemplate } from '../insert/choices.ts';

/** After what an analyst draws with, what BPMN has besides. */
const OTHERS = 'others';
type MenuGroup = ChoiceGroup | typeof OTHERS;
const GROUPS: readonly MenuGroup[] = [...CHOICE_GROUPS, OTHERS];

/** « append.template-fr.harmonie.notify »: the entry of an element template, in any of the menus. */
const OF_TEMPLATE = /^(?:create|append|replace)\.template-(.+)$/;

/**
 * The entries of a menu of the drawing: blocks, steps, gateways and events first, under their names; what bears no group of
 * ours comes last. An entry keeps what it does.
 */
export function orderedEntries(
  entries: MenuEntries,
  templates: readonly ElementTemplate[],
  nameOf: (group: MenuGroup) => string,
): MenuEntries {
  const groups = new Map(templates.map((template) => [template.id, groupOfTemplate(template)]));
  const placed = Object.entries(entries).map(([id, entry]) => {
    const group = groups.get(OF_TEMPLATE.exec(id)?.[1] ?? '') ?? plainGroup(entry);
    return { id, order: GROUPS.indexOf(group), entry: { ...entry, group: { id: group, name: nameOf(group) } } };
  });
  return Object.fromEntries(placed.toSorted((a, b) => a.order - b.order).map(({ id, entry }) => [id, entry]));
}

function plainGroup({ group }: MenuEntry): MenuGroup {
  const id = typeof group === 'string' ? group : group?.id;
  return id === 'gateways' || id === 'events' ? id : OTHERS;
}

/** Menus that offer elements: to create, to put after another one, to put in the place of one. */
const MENUS = ['bpmn-create', 'bpmn-append', 'bpmn-replace'];
/** After every other provider. */
const LAST = 100;
/** What a circuit of the portal never holds. The menus still have it, at their end. */
const UNUSED = ['create.data-object', 'create.data-store', 'create.participant-expanded', 'create.group'];

/** Has the menus and the palette offer first what circuits are made of. */
export function orderMenus(
  modeler: BpmnModeler,
  templates: readonly ElementTemplate[],
  nameOf: (group: MenuGroup) => string,
): void {
  for (const menu of MENUS)
    modeler.get('popupMenu').registerProvider(menu, LAST, {
      getPopupMenuEntries: () => (entries) => orderedEntries(entries, templates, nameOf),
    });
  modeler.get('palette').registerProvider(LAST, {
    getPaletteEntries: () => (entries) => {
      const { create, ...others } = entries;
      const used = Object.entries(others).filter(([id]) => !UNUSED.includes(id));
      return { ...(create && { create }), ...Object.fromEntries(used) };
    },
  });
}
