import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';
import { brokenXml, refuseDangerousXml } from './broken-xml.ts';

/** A node as moddle reads it: its attributes are the standard's, its children by name. */
export interface ModdleElement {
  $type: string;
  id?: string;
  name?: string;
  $parent?: ModdleElement;
  extensionElements?: { values?: ModdleElement[] };
  // biome-ignore lint/suspicious/noExplicitAny: moddle's nodes carry whatever their descriptor says
  [property: string]: any;
}

const zeebe = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json');
const bpmn = new BpmnModdle({ zeebe });

/** Reads BPMN; refuses what is not well-formed, naming the resource. */
export async function readBpmn(resourceName: string, xml: string): Promise<ModdleElement> {
  refuseDangerousXml(resourceName, xml);
  try {
    const { rootElement, elementsById, warnings } = await bpmn.fromXML(xml);
    const known = elementsById as Readonly<Record<string, ModdleElement>>;
    const fault = warnings.find(
      (warning) => isUnparsable(warning.message) || (isReference(warning) && !isResolved(warning, known)),
    );
    if (fault !== undefined) throw new Error(fault.message);
    return rootElement as unknown as ModdleElement;
  } catch (error) {
    throw brokenXml(resourceName, error);
  }
}

/** But for elements of `zeebe:`, or of the diagram, that are not known here: later versions have more of them. */
function isUnparsable(message: string): boolean {
  const isUnknown = /^unparsable content <(zeebe|bpmndi|di|dc):[^>]*>[\s\S]*(unknown type|unrecognized element)/;
  return /^unparsable/.test(message) && !isUnknown.test(message);
}

interface Reference {
  readonly message: string;
  readonly element: ModdleElement;
  readonly property: string;
  readonly value: string;
}

function isReference(warning: { readonly message: string }): warning is Reference {
  return /^unresolved reference/.test(warning.message);
}

/**
 * The reader looks for `tns:order` as it is written: it is a qualified name, and means the element `order`, whatever the space
 * around it.
 */
function isResolved({ element, property, value }: Reference, known: Readonly<Record<string, ModdleElement>>): boolean {
  const named = value.trim().replace(/^[^:]+:/, '');
  if (!Object.hasOwn(known, named)) return !isFollowed(element, property);
  element.set(property, known[named]);
  return true;
}

/**
 * Where a reference to nothing is a broken model: what is executed, and the flows that an element says leave it, as a cluster
 * has it. Diagrams, data and the flows that an element says lead to it are not looked at.
 */
function isFollowed(element: ModdleElement, property: string): boolean {
  const name = property.replace('bpmn:', '');
  return isExecuted(element) && (name === 'outgoing' || (FOLLOWED[element.$type] ?? []).includes(name));
}

const FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  'bpmn:SequenceFlow': ['sourceRef', 'targetRef'],
  'bpmn:BoundaryEvent': ['attachedToRef'],
  'bpmn:ExclusiveGateway': ['default'],
  'bpmn:InclusiveGateway': ['default'],
  'bpmn:ReceiveTask': ['messageRef'],
  'bpmn:MessageEventDefinition': ['messageRef'],
  'bpmn:SignalEventDefinition': ['signalRef'],
  'bpmn:ErrorEventDefinition': ['errorRef'],
  'bpmn:EscalationEventDefinition': ['escalationRef'],
  'bpmn:CompensateEventDefinition': ['activityRef'],
};

function isExecuted(element: ModdleElement): boolean {
  for (let at: ModdleElement | undefined = element; at !== undefined; at = at.$parent)
    if (at.$type === 'bpmn:Process') return at.isExecutable === true;
  return false;
}

/** The first extension of this type, like `zeebe:TaskDefinition`. */
export function extension(element: ModdleElement, type: string): ModdleElement | undefined {
  return element.extensionElements?.values?.find((value) => value.$type === type);
}
