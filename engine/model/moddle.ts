import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';
import { DmnModdle } from 'dmn-moddle';
import { dangerOf } from './dangerous-xml.ts';
import { because } from './defects.ts';
import { InvalidModel } from './invalid-model.ts';

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
const dmn = new DmnModdle();
/** The reader's reason may quote all of a broken file. */
const MAX_REASON = 500;

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

/** The reader looks for `tns:order` as it is written: it is a qualified name, and means the element `order`. */
function isResolved({ element, property, value }: Reference, known: Readonly<Record<string, ModdleElement>>): boolean {
  const [, named] = /^[^:]+:(.+)$/.exec(value) ?? [];
  if (named === undefined || !Object.hasOwn(known, named)) return !isFollowed(element, property);
  element.set(property, known[named]);
  return true;
}

/** Where a reference to nothing is a broken model. Diagrams, data and the flows that an element lists are not executed. */
function isFollowed(element: ModdleElement, property: string): boolean {
  return isExecuted(element) && (FOLLOWED[element.$type] ?? []).includes(property.replace('bpmn:', ''));
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

const DMN = 'https://www.omg.org/spec/DMN/20191111/MODEL/';
/** DMN 1.1, 1.2, 1.4 and 1.5: a cluster's reader (dmn-scala) takes all of them, this one knows the name of 1.3 only. */
const OTHER_DMN =
  /(["'])https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20151101\/dmn(?:11)?\.xsd|(?:20180521|20211108|20230324)\/MODEL\/)\1/g;

/** Reads DMN; refuses what is not well-formed, naming the resource. */
export async function readDmn(resourceName: string, xml: string): Promise<ModdleElement> {
  refuseDangerousXml(resourceName, xml);
  try {
    const { rootElement, warnings } = await dmn.fromXML(xml.replace(OTHER_DMN, `$1${DMN}$1`));
    // what bears the id of something else would be left out
    const fault = (warnings as { message: string }[]).find((warning) => /duplicate ID/.test(warning.message));
    if (fault !== undefined) throw new Error(fault.message);
    return rootElement as unknown as ModdleElement;
  } catch (error) {
    throw brokenXml(resourceName, error);
  }
}

function refuseDangerousXml(resourceName: string, xml: string): void {
  const reason = dangerOf(xml);
  if (reason !== undefined)
    throw new InvalidModel(resourceName, [{ elementId: '(document)', elementType: 'xml', ...reason }]);
}

function brokenXml(resourceName: string, error: unknown): InvalidModel {
  if (error instanceof InvalidModel) return error;
  const reason = (error as Error).message.slice(0, MAX_REASON).replace(/\s+/g, ' ').trim();
  return new InvalidModel(resourceName, [
    { elementId: '(document)', elementType: 'xml', ...because('xml-unreadable', { reason }) },
  ]);
}

/** The first extension of this type, like `zeebe:TaskDefinition`. */
export function extension(element: ModdleElement, type: string): ModdleElement | undefined {
  return element.extensionElements?.values?.find((value) => value.$type === type);
}
