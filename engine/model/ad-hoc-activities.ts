import { aiParameters } from '../expressions/from-ai.ts';
import type { Json } from '../processing/protocol.ts';
import { elementType } from './supported.ts';
import { extension, type ModdleElement } from './xml/moddle.ts';

/** What can be entered in an ad-hoc sub-process, as whoever drives it reads it: what nothing inside leads to. */
export function readActivities(node: ModdleElement): Json[] {
  const inside = (node.flowElements as ModdleElement[] | undefined) ?? [];
  const reached = new Set(inside.map(({ targetRef }) => (targetRef as ModdleElement | undefined)?.id));
  return inside
    .filter((one) => isEntered(one) && !reached.has(one.id))
    .map((one) => ({
      elementId: one.id ?? '',
      elementName: one.name ?? null,
      documentation: documentationOf(one),
      properties: propertiesOf(one),
      parameters: parametersOf(one),
    }));
}

function isEntered(node: ModdleElement): boolean {
  const type = elementType(node);
  return type !== undefined && type !== 'BOUNDARY_EVENT' && type !== 'EVENT_SUB_PROCESS' && !node.isForCompensation;
}

function documentationOf(node: ModdleElement): string | null {
  const [first] = (node.documentation as { text?: string }[] | undefined) ?? [];
  return first?.text ?? null;
}

function propertiesOf(node: ModdleElement): Record<string, string> {
  const drawn = (extension(node, 'zeebe:Properties')?.properties as ModdleElement[] | undefined) ?? [];
  return Object.fromEntries(drawn.map(({ name, value }) => [String(name ?? ''), String(value ?? '')]));
}

function parametersOf(node: ModdleElement): Json[] {
  const inputs = (extension(node, 'zeebe:IoMapping')?.inputParameters as ModdleElement[] | undefined) ?? [];
  return inputs.flatMap(({ source }) => {
    const text = String(source ?? '');
    return text.startsWith('=') ? aiParameters(text.slice(1).trim()).map((one) => ({ ...one })) : [];
  });
}
