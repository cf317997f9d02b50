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
    const { rootElement, warnings } = await bpmn.fromXML(xml);
    // an unknown attribute is someone's extension; a reference to nothing is a broken drawing
    const fault = (warnings as { message: string }[]).find((warning) => /unresolved|unparsable/.test(warning.message));
    if (fault !== undefined) throw new Error(fault.message);
    return rootElement as unknown as ModdleElement;
  } catch (error) {
    throw brokenXml(resourceName, error);
  }
}

/** Reads DMN; refuses what is not well-formed, naming the resource. */
export async function readDmn(resourceName: string, xml: string): Promise<ModdleElement> {
  refuseDangerousXml(resourceName, xml);
  try {
    const { rootElement, warnings } = await dmn.fromXML(xml);
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
