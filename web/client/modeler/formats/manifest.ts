import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };

/** What the process says of itself: its name and its properties, in their order. */
export interface ProcessManifest {
  readonly name: string;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

// moddle objects are dynamic by nature.
interface Moddle {
  $type: string;
  $model: { create: (type: string, attributes: object) => Moddle };
  $parent?: Moddle;
  id?: string;
  name?: string;
  value?: string;
  [property: string]: unknown;
}

const list = (value: unknown): Moddle[] => (Array.isArray(value) ? (value as Moddle[]) : []);

/** Attribute values are kept on one line, as a form field gives them. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * Reads what the process says of itself.
 * @throws when the diagram cannot be read, or has no process
 */
export async function readProcessManifest(xml: string): Promise<ProcessManifest> {
  const { process } = await open(xml);
  return {
    name: process.name ?? '',
    properties: list(propertiesOf(process)?.properties).map(({ name, value }) => ({
      name: name ?? '',
      value: value ?? '',
    })),
  };
}

/**
 * The diagram with another name or other values of its process's properties (an empty value removes one): everything
 * else in it stays as it is.
 */
export async function writeProcessManifest(
  xml: string,
  changes: { readonly name?: string; readonly properties?: Readonly<Record<string, string>> },
): Promise<string> {
  const { moddle, rootElement, process } = await open(xml);
  if (changes.name !== undefined) process.name = oneLine(changes.name);
  for (const [name, value] of Object.entries(changes.properties ?? {})) put(process, name, oneLine(value));
  return (await moddle.toXML(rootElement, { format: true })).xml;
}

async function open(xml: string) {
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement } = await moddle.fromXML(xml);
  const processes = list((rootElement as unknown as Moddle).rootElements).filter(
    ({ $type }) => $type === 'bpmn:Process',
  );
  const process = processes.find(({ isExecutable }) => isExecutable === true) ?? processes[0];
  if (!process) throw new Error('bpmn:Process');
  return { moddle, rootElement, process };
}

const propertiesOf = (process: Moddle): Moddle | undefined =>
  list((process.extensionElements as Moddle | undefined)?.values).find(({ $type }) => $type === 'zeebe:Properties');

function put(process: Moddle, name: string, value: string): void {
  let holder = propertiesOf(process);
  if (!holder) {
    if (value === '') return;
    const extensions = (process.extensionElements as Moddle | undefined) ?? child(process, 'bpmn:ExtensionElements');
    process.extensionElements = extensions;
    holder = child(extensions, 'zeebe:Properties', { properties: [] });
    extensions.values = [...list(extensions.values), holder];
  }
  const properties = list(holder.properties);
  const known = properties.find((property) => property.name === name);
  if (value === '') holder.properties = properties.filter((property) => property !== known);
  else if (known) known.value = value;
  else holder.properties = [...properties, child(holder, 'zeebe:Property', { name, value })];
}

function child(parent: Moddle, type: string, attributes: object = {}): Moddle {
  const made = parent.$model.create(type, attributes);
  made.$parent = parent;
  return made;
}
