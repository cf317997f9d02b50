import { type DrawnElement as Drawn, drawnIn, extensionsOf } from '#domain/circuit/flows.ts';
import type { Binding, FieldProperty } from '../bpmn/field-property.ts';
import type { BpmnModeler, BusinessObject, DrawnElement } from '../bpmn/services.ts';

/** Where an extension holds a text: itself, or in a list of such texts, each with its name. */
interface Held {
  readonly extension: string;
  readonly list?: { readonly of: string; readonly property: string; readonly named: string; readonly name: string };
  readonly text: string;
}

function heldBy({ type, key = '', name = '', property = '' }: Binding): Held {
  if (type === 'zeebe:taskHeader')
    return {
      extension: 'zeebe:TaskHeaders',
      list: { of: 'zeebe:Header', property: 'values', named: 'key', name: key },
      text: 'value',
    };
  if (type === 'zeebe:input')
    return {
      extension: 'zeebe:IoMapping',
      list: { of: 'zeebe:Input', property: 'inputParameters', named: 'target', name },
      text: 'source',
    };
  // `zeebe:formDefinition` is written so in a diagram and named `zeebe:FormDefinition` where it is read.
  const extension = type.replace(/:./, (start) => start.toUpperCase());
  return { extension, text: property };
}

/** The text that stands where a field says; empty where there is none. */
export function boundText(element: BusinessObject, binding: Binding): string {
  const { extension, list, text } = heldBy(binding);
  const [holder] = extensionsOf(element as unknown as Drawn, extension);
  const held = list ? drawnIn(holder?.[list.property]).find((one) => one[list.named] === list.name) : holder;
  return String(held?.[text] ?? '');
}

/**
 * Writes a text where a field says, as one change of the drawing. What stands beside it keeps its place. An optional one that is
 * emptied goes, as does any empty header.
 */
export function writeBound(
  modeler: BpmnModeler,
  element: DrawnElement,
  { binding, optional }: FieldProperty,
  text: string,
): void {
  const { businessObject } = element;
  if (text === boundText(businessObject, binding)) return;
  const modeling = modeler.get('modeling');
  const held = heldBy(binding);
  const create = (type: string, properties: object, $parent: unknown): Drawn =>
    Object.assign(modeler.get('bpmnFactory').create(type, properties), { $parent }) as unknown as Drawn;
  const [holder] = extensionsOf(businessObject as unknown as Drawn, held.extension);
  const isKept = text !== '' || (!optional && binding.type !== 'zeebe:taskHeader');
  const changed = (parent: unknown): object => {
    const { list } = held;
    if (!list) return { [held.text]: isKept ? text : undefined };
    const all = drawnIn(holder?.[list.property]);
    const at = all.findIndex((one) => one[list.named] === list.name);
    const own = isKept ? [create(list.of, { [list.named]: list.name, [held.text]: text }, parent)] : [];
    return { [list.property]: all.toSpliced(at < 0 ? all.length : at, at < 0 ? 0 : 1, ...own) };
  };
  if (holder) modeling.updateModdleProperties(element, holder, changed(holder));
  else {
    const { extensionElements } = businessObject;
    const extensions = extensionElements ?? create('bpmn:ExtensionElements', {}, businessObject);
    const made = create(held.extension, {}, extensions);
    const values = [...drawnIn(extensionElements?.values), Object.assign(made, changed(made))];
    if (extensionElements) modeling.updateModdleProperties(element, extensionElements, { values });
    else
      modeling.updateModdleProperties(element, businessObject, {
        extensionElements: Object.assign(extensions, { values }),
      });
  }
}
