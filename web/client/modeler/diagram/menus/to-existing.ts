import type { BpmnModeler, DrawnElement, MenuEntry } from '../../bpmn/services.ts';
import { type Step, stepsOf } from '../../bpmn/steps.ts';
import { targetsOf } from '../insert/insert-step.ts';

/** What the menu says of it. */
export interface ExistingWords {
  readonly label: string;
  readonly description: string;
  /** « Vers « Visa » »: what is searched beside new steps is told from them. */
  readonly to: (name: string) => string;
  /** A step that nobody named, by what it is. */
  readonly typeName: (type: string) => string;
}

/** After the menus are in order: it comes first. */
const AFTER_ORDER = 50;

/** Has the menu that goes on from an element offer what is drawn already too: no new step, but one more way. */
export function offerExisting(modeler: BpmnModeler, words: ExistingWords): void {
  modeler.get('popupMenu').registerProvider('bpmn-append', AFTER_ORDER, {
    getPopupMenuEntries: (element) => (entries) => {
      const offered = existingFrom(modeler, element);
      if (offered.length === 0) return entries;
      return { 'append-existing': existingEntry(offered, words, (id) => connect(modeler, element, id)), ...entries };
    },
  });
}

/** The steps that one more way may lead to: a gateway has several, anything else one. */
function existingFrom(modeler: BpmnModeler, element: DrawnElement): Step[] {
  const { outgoing = [], type } = element;
  if (!type.endsWith('Gateway') && outgoing.length > 0) return [];
  const registry = modeler.get('elementRegistry');
  const processes = modeler.getDefinitions().rootElements.filter(({ $type }) => $type === 'bpmn:Process');
  const isAllowed = (id: string): boolean => {
    const allowed = modeler.get('rules').allowed('connection.create', { source: element, target: registry.get(id) });
    return typeof allowed === 'object' && allowed?.type === FLOW;
  };
  return targetsOf(element, processes.flatMap(stepsOf))
    .filter(({ id }) => id !== element.id && !outgoing.some(({ target }) => target?.id === id))
    .filter(({ id }) => isAllowed(id));
}

/** One entry, which opens on the steps by their names. */
export function existingEntry(
  steps: readonly Step[],
  { label, description, to, typeName }: ExistingWords,
  onChoose: (id: string) => void,
): MenuEntry {
  const entryOf = ({ id, name, type }: Step): [string, MenuEntry] => [
    `existing-${id}`,
    { label: to(name === id ? typeName(type) : name), action: () => onChoose(id) },
  ];
  return {
    label,
    description,
    className: 'bpmn-icon-connection',
    search: label,
    group: { id: 'existing' },
    entries: Object.fromEntries(steps.map(entryOf)),
  };
}

const FLOW = 'bpmn:SequenceFlow';

/** Its flow is chosen: what is asked next is when it is taken. */
function connect(modeler: BpmnModeler, from: DrawnElement, to: string): void {
  const target = modeler.get('elementRegistry').get(to);
  if (target) modeler.get('selection').select(modeler.get('modeling').connect(from, target, { type: FLOW }));
}
